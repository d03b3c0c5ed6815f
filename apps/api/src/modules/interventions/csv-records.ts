import type { CsvSeparator } from "@handrail/domain/interventions/enrollment-schema";
import { composed, foldedCode } from "@handrail/domain/kernel/fold";
import { CsvError, parse } from "csv-parse/sync";

/** A record, with the line of its file on which it begins. `fault`: why it cannot be read. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault: string | null;
}

const signs: Readonly<Record<CsvSeparator, string>> = { comma: ",", semicolon: ";", tab: "\t", bar: "|" };
const separators = Object.keys(signs) as CsvSeparator[];

export const isCode = (cell: string): boolean => /^\p{L}+-\d+$/u.test(foldedCode(cell));

// Most telling first: where a file has several of these columns, the code is read.
const headers = [
  "code",
  "student code",
  "display code",
  "codes",
  "student",
  "pupil",
  "student name",
  "full name",
  "name",
];

/** The column that its header calls a student's, or -1. */
export const studentColumn = (cells: readonly string[]): number => {
  const names = cells.map((cell) => composed(cell).trim().toLowerCase().replaceAll("_", " "));
  const [best = -1] = headers.map((header) => names.indexOf(header)).filter((index) => index !== -1);
  return best;
};

interface Parsed {
  readonly records: readonly (CsvRecord & { readonly end: number })[];
  /** The line of a record whose quote never closes; null when all of the file was read. */
  readonly openAt: number | null;
}

const parseOnce = (lines: readonly string[], separator: CsvSeparator): Parsed => {
  const records: (CsvRecord & { end: number })[] = [];
  const begin = (): number => {
    const after = records.at(-1)?.end ?? 0;
    const found = lines.findIndex((line, index) => index >= after && line !== "");
    return found === -1 ? lines.length : found + 1;
  };
  try {
    parse(lines.join("\n"), {
      delimiter: signs[separator],
      relax_column_count: true,
      // A quote inside a cell, as in 6" ruler, is a sign like any other.
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (cells: readonly string[], { lines: end }) => {
        records.push({ line: begin(), cells, fault: null, end });
        return null;
      },
    });
    return { records, openAt: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, openAt: begin() };
  }
};

/** Whether the first quote of a line ends a cell; two quotes are a sign within it. */
const endsCell = (line: string, separator: CsvSeparator): boolean => {
  const single = line.replaceAll('""', "");
  const after = single.charAt(single.indexOf('"') + 1);
  return after === "" || after === signs[separator];
};

/** A quote left open takes the next lines into its cell: seen by a code on one of them, or by where the cell ends. */
const swallows = (
  { line, end }: Parsed["records"][number],
  lines: readonly string[],
  separator: CsvSeparator,
): boolean =>
  end > line &&
  (!endsCell(lines[end - 1] ?? "", separator) ||
    lines.slice(line, end).some((one) => (one.split('"')[0] ?? "").split(signs[separator]).some(isCode)));

const openQuote = "A quotation mark on this line is not closed. Remove it, or write it twice.";
const mostPasses = 50;

const recordsOf = (text: readonly string[], separator: CsvSeparator): readonly CsvRecord[] => {
  const lines = [...text];
  const faults: CsvRecord[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { records, openAt } = parseOnce(lines, separator);
    const bad =
      openAt === null
        ? records.filter((record) => swallows(record, lines, separator)).map(({ line }) => line)
        : [openAt];
    if (bad.length === 0)
      return [...records.map(({ line, cells, fault }) => ({ line, cells, fault })), ...faults].sort(
        (a, b) => a.line - b.line,
      );
    for (const line of bad) {
      faults.push({ line, cells: [], fault: openQuote });
      lines[line - 1] = "";
    }
  }
  return [{ line: 1, cells: [], fault: "This file has too many open quotation marks to be read." }];
};

/** How many cells most records have. */
export const usualWidth = (records: readonly CsvRecord[]): number => {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || b - a)[0]?.[0] ?? 0;
};

/** How much speaks for a separator: a header that is known, codes below one another, records of one width. */
const weightOf = (records: readonly CsvRecord[]): number => {
  const width = usualWidth(records);
  const shareOf = (holds: (record: CsvRecord) => boolean): number =>
    records.length === 0 ? 0 : records.filter(holds).length / records.length;
  const hasHeader = records.slice(0, 5).some(({ cells }) => cells.length === width && studentColumn(cells) !== -1);
  const codes = Array.from({ length: width }, (_, column) => shareOf(({ cells }) => isCode(cells[column] ?? "")));
  return (hasHeader ? 2 : 0) + Math.max(0, ...codes) + (width > 1 ? shareOf(({ cells }) => cells.length === width) : 0);
};

const linesThatTell = 100;

/** A file's records under one separator: the one asked for, named by a line `sep=;`, or told by header and widths. */
export const readRecords = (
  text: string,
  asked: CsvSeparator | undefined,
): { readonly separator: CsvSeparator; readonly records: readonly CsvRecord[] } => {
  const lines = text.replace(/^\u{FEFF}/u, "").split(/\r\n|\r|\n/);
  const [, sign] = /^"?sep=(.)"?$/i.exec(lines[0] ?? "") ?? [];
  // The line stays, as an empty one: lines are counted as the file has them.
  if (sign !== undefined) lines[0] = "";
  const named = separators.find((one) => signs[one] === sign);
  const head = lines.slice(0, linesThatTell);
  const weighed = separators.map((one) => ({ one, weight: weightOf(recordsOf(head, one)) }));
  const heaviest = weighed.reduce((best, next) => (next.weight > best.weight ? next : best));
  const separator = asked ?? named ?? heaviest.one;
  return { separator, records: recordsOf(lines, separator) };
};
