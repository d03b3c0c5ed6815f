import type { ExportFile } from "@handrail/domain/kernel/export-schema";

const types = {
  text: "text/csv;charset=utf-8",
  base64: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** Hands a file to the device, under a name that says nothing of anybody. */
export const saveFile = ({ fileName, encoding, content }: ExportFile): void => {
  const parts = [encoding === "text" ? content : bytesOf(content)];
  const url = URL.createObjectURL(new Blob(parts, { type: types[encoding] }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
};
