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

/** A file of comma-separated values (RFC 4180) that spreadsheets open as UTF-8. */
export const csvOf = (rows: readonly (readonly CsvValue[])[]): string =>
  `\u{FEFF}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
