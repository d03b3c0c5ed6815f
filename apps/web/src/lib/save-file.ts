/** Hands a file of comma-separated values to the device, under a name that says nothing of anybody. */
export const saveCsv = ({ fileName, text }: { readonly fileName: string; readonly text: string }): void => {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
};
