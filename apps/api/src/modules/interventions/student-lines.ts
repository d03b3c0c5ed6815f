import { CsvError, parse } from "csv-parse/sync";

/** A line as its file counts them, with the code on it. */
export interface CodeLine {
  readonly line: number;
  readonly code: string;
}
export type CodeLines = { readonly lines: readonly CodeLine[]; readonly problem: CodeLine | null };

export const mostLines = 1000;

/** Codes as people paste them: one a line, or several with commas, semicolons or blanks between. */
export const codesIn = (text: string): CodeLines => ({
  lines: text.split(/\r\n|\r|\n/).flatMap((line, index) =>
    line
      .split(/[\s,;]+/)
      .filter((code) => code !== "")
      .map((code) => ({ line: index + 1, code })),
  ),
  problem: null,
});

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
  readonly raw: string;
}

const isCodeHeader = (cell: string): boolean =>
  ["code", "codes", "display code", "student code", "student"].includes(cell.trim().toLowerCase().replaceAll("_", " "));
const isCode = (cell: string): boolean => /^[\p{L}]+-\d+$/u.test(cell.trim());

const separators = [",", ";", "\t"];

/**
 * The codes of a file of comma-, semicolon- or tab-separated values: of the column that is called so, or of the first one
 * where there is no header. A quoted cell may run over several lines: what counts is the line on which a record begins.
 */
export const codesInCsv = (text: string): CodeLines => {
  let records: CsvRecord[];
  try {
    // One kind of line end: a pair inside quotes would be counted twice.
    records = parse(text.replace(/\r\n?/g, "\n"), {
      bom: true,
      delimiter: separators,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    return {
      lines: [],
      problem: {
        line,
        code: "From here on the file cannot be read: a quote is open, or stands in the middle of a cell.",
      },
    };
  }
  const [first, ...rest] = records;
  if (first === undefined) return { lines: [], problem: { line: 1, code: "There is nothing in this file." } };
  const named = first.record.findIndex(isCodeHeader);
  if (named === -1 && !first.record.some(isCode))
    return { lines: [], problem: { line: startOf(first), code: "No column is called “code”." } };
  const column = named === -1 ? first.record.findIndex(isCode) : named;
  const counted = named === -1 ? records : rest;
  return {
    lines: counted.map((one) => ({ line: startOf(one), code: (one.record[column] ?? "").trim() })),
    problem: null,
  };
};

/** Empty lines before it and its own line end belong to what was read, and not to the record. */
const startOf = ({ info, raw }: CsvRecord): number => info.lines - (raw.trim().match(/\n/g)?.length ?? 0);
