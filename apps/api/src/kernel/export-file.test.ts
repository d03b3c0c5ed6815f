import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";

import { fileOf } from "./export-file.ts";

const rows = [
  ["Name", "Points"],
  ["=1+1", 3.5],
  ["Émile; a, b", null],
  ["bell\u0007", -2],
] as const;

test("CSV has the separator that was asked for, a byte order mark, and no formula", async () => {
  const semicolons = await fileOf("list", "csv_semicolon", rows);
  expect(semicolons).toEqual({
    fileName: "list.csv",
    encoding: "text",
    content: '\u{FEFF}Name;Points\r\n\'=1+1;3.5\r\n"Émile; a, b";\r\nbell\u0007;-2\r\n',
  });
  expect((await fileOf("list", "csv_comma", rows)).content).toContain("\r\n'=1+1,3.5\r\n");
});

test("XLSX keeps text as text and numbers as numbers, and opens whatever was written", async () => {
  const { fileName, encoding, content } = await fileOf("list", "xlsx", rows);
  expect([fileName, encoding]).toEqual(["list.xlsx", "base64"]);
  const parts = unzipSync(Buffer.from(content, "base64"));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  const words = Object.entries(parts)
    .filter(([name]) => name.endsWith(".xml"))
    .map(([, bytes]) => strFromU8(bytes))
    .join("");
  expect(sheet).not.toContain("<f>");
  expect(sheet).toContain("<v>3.5</v>");
  for (const word of ["=1+1", "Émile; a, b", "bell<"]) expect(words).toContain(word);
  expect(words).not.toContain("\u0007");
});

test("a cell too long for a spreadsheet is cut, and says so", async () => {
  const { content } = await fileOf("list", "xlsx", [["Words"], ["x".repeat(40_000)]]);
  const parts = unzipSync(Buffer.from(content, "base64"));
  const longest = Object.values(parts)
    .map((bytes) => strFromU8(bytes))
    .flatMap((xml) => xml.split(/[<>]/))
    .reduce((most, part) => Math.max(most, part.length), 0);
  expect(longest).toBe(32_767);
});
