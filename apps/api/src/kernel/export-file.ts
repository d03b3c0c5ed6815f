import { csvOf, type CsvValue, type ExportRows } from "@handrail/domain/kernel/csv";
import type { ExportFile, ExportFormat } from "@handrail/domain/kernel/export-schema";
import writeXlsxFile, { type Cell } from "write-excel-file/node";

/** A cell of a spreadsheet holds no more; Excel calls a file with a longer one damaged. */
const mostCharacters = 32_767;

/** Controls that XML cannot hold: a file with one does not open. */
const isUnstorable = (character: string): boolean => character < " " && !"\t\n\r".includes(character);

const fitted = (text: string): string => {
  const kept = Array.from(text)
    .filter((character) => !isUnstorable(character))
    .join("");
  return kept.length <= mostCharacters ? kept : `${kept.slice(0, mostCharacters - 2).toWellFormed()} …`;
};

/** Text stays text in XLSX, also where it begins like a formula: nothing has to be put before it. */
const cellOf = (value: CsvValue): Cell => {
  if (value === null || value === "") return null;
  return typeof value === "number" ? { value, type: Number } : { value: fitted(value), type: String };
};

const xlsxOf = async ([head = [], ...rows]: ExportRows): Promise<string> => {
  const bold: Cell[] = head.map((name) => ({ value: String(name ?? ""), type: String, fontWeight: "bold" }));
  const file = writeXlsxFile([bold, ...rows.map((row) => row.map(cellOf))], { stickyRowsCount: 1 });
  return (await file.toBuffer()).toString("base64");
};

/** A table as a file of the format that was asked for. Every export goes through here. */
export const fileOf = async (name: string, format: ExportFormat, rows: ExportRows): Promise<ExportFile> =>
  format === "xlsx"
    ? { fileName: `${name}.xlsx`, encoding: "base64", content: await xlsxOf(rows) }
    : {
        fileName: `${name}.csv`,
        encoding: "text",
        content: csvOf(rows, format === "csv_semicolon" ? ";" : ","),
      };
