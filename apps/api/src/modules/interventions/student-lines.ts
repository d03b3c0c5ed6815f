import type { CsvSeparator, ReadFile } from "@handrail/domain/interventions/enrollment-schema";

import { isCode, readRecords, studentColumn, usualWidth, type CsvRecord } from "./csv-records.ts";

/** Who stands on a line of a list, by code or name. */
export interface StudentLine {
  readonly line: number;
  readonly text: string;
  /** Why the line cannot be read, in words. */
  readonly fault: string | null;
}
export interface StudentLines {
  readonly lines: readonly StudentLine[];
  /** What was made of a file; null for a pasted list. */
  readonly file: ReadFile | null;
}

export const mostLines = 1000;

const isFullName = (text: string): boolean => text.trim().split(/\s+/).length > 1;

/** Who is named on one line: codes apart by any sign or blank; names apart by commas, or one as `Family, Given`. */
const piecesOf = (line: string): string[] => {
  const pieces = line.split(/[,;\t]/).filter((piece) => piece.trim() !== "");
  const [first = "", second = ""] = pieces;
  const isTurned = pieces.length === 2 && line.includes(",") && !(isFullName(first) && isFullName(second));
  const names = isTurned && !pieces.some((piece) => piece.trim().split(/\s+/).some(isCode)) ? [line] : pieces;
  return names.flatMap((piece) => {
    const words = piece.trim().split(/\s+/);
    return words.some(isCode) ? words : [piece.trim()];
  });
};

/** Students as people paste them: one a line, or several with commas between. */
export const studentsIn = (text: string): StudentLines => ({
  lines: text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => piecesOf(line).map((piece) => ({ line: index + 1, text: piece, fault: null }))),
  file: null,
});

/** The header, with titles above it left out: known by its words, or by codes that begin below it. */
const splitHeader = (records: readonly CsvRecord[]) => {
  const width = usualWidth(records);
  const named = records.slice(0, 5).findIndex(({ cells }) => cells.length === width && studentColumn(cells) !== -1);
  if (named !== -1) return { header: records[named] ?? null, rest: records.slice(named + 1), width };
  const from = Math.max(
    records.findIndex(({ cells, fault }) => fault !== null || cells.length === width || cells.some(isCode)),
    0,
  );
  const [first, ...rest] = records.slice(from);
  if (first === undefined) return { header: null, rest: [], width };
  const isAboveCodes = !first.cells.some(isCode) && rest.some(({ cells }) => cells.some(isCode));
  return isAboveCodes && first.fault === null
    ? { header: first, rest, width }
    : { header: null, rest: [first, ...rest], width };
};

const columnOfCodes = (records: readonly CsvRecord[], width: number): number | null => {
  const counts = Array.from({ length: width }, (_, column) => ({
    column,
    codes: records.filter(({ cells }) => isCode(cells[column] ?? "")).length,
  }));
  const [best] = counts.sort((a, b) => b.codes - a.codes || a.column - b.column);
  return best === undefined || best.codes === 0 ? null : best.column;
};

/**
 * The students of a file: of the column asked for, called so, or holding codes. Where none is any of these, the person
 * chooses: nothing is read meanwhile.
 */
export const studentsInCsv = (
  text: string,
  asked: { readonly separator?: CsvSeparator | undefined; readonly column?: number | undefined } = {},
): StudentLines => {
  const { separator, records } = readRecords(text, asked.separator);
  const { header, rest, width } = splitHeader(records);
  const called = header === null ? -1 : studentColumn(header.cells);
  const column = asked.column ?? (called === -1 ? columnOfCodes(rest, width) : called);
  const columns = Array.from(
    { length: Math.max(width, (column ?? 0) + 1) },
    (_, index) => header?.cells[index]?.trim() || `Column ${index + 1}`,
  );
  const file = { separator, column, columns };
  if (records.length === 0)
    return { lines: [{ line: 1, text: "", fault: "There is nothing in this file." }], file: null };
  if (column === null) return { lines: rest.filter(({ fault }) => fault !== null).map(lineOf(0)), file };
  return { lines: rest.map(lineOf(column)), file };
};

const lineOf =
  (column: number) =>
  ({ line, cells, fault }: CsvRecord): StudentLine => ({ line, text: (cells[column] ?? "").trim(), fault });
