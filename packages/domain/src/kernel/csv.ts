export type CsvValue = string | number | null;

// A spreadsheet takes a cell that begins with one of these for a formula; some read the full-width forms alike. The
// apostrophe itself is guarded too, so that whoever takes one away gets the value back.
const live = /^[=+\-@\t\r\n\0'＝＋－＠]/;

/** A cell that a spreadsheet shows and never runs. Numbers are numbers: a minus sign before one is no formula. */
const cell = (value: CsvValue): string => {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = live.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as it leaves: the first row names the columns. */
export type ExportRows = readonly (readonly CsvValue[])[];

/** A file of separated values (RFC 4180). The byte order mark makes spreadsheets read it as UTF-8. */
export const csvOf = (rows: ExportRows, separator: "," | ";" = ","): string =>
  `\u{FEFF}${rows.map((row) => row.map(cell).join(separator)).join("\r\n")}\r\n`;
