import { foldedCode } from "../kernel/fold.ts";

/** Where a quoted cell that begins at `at` ends; -1 where the quote is a sign like any other. */
const endOfQuoted = (text: string, at: number): number => {
  for (let from = at + 1; ;) {
    const next = text.indexOf('"', from);
    if (next === -1) return -1;
    const after = text.charAt(next + 1);
    if (after !== '"') return after === "" || after === "\t" || after === "\n" ? next : -1;
    from = next + 2;
  }
};

/** A block of cells as spreadsheets put it on the clipboard: rows of cells, apart by tabs, quoted where they need it. */
export const cellsOf = (pasted: string): readonly (readonly string[])[] => {
  // Line ends of every system: a lone carriage return parts rows too.
  const text = pasted.replace(/\r\n?/g, "\n");
  const rows: string[][] = [[]];
  for (let at = 0; at <= text.length;) {
    const quoted = text.charAt(at) === '"' ? endOfQuoted(text, at) : -1;
    const tab = text.indexOf("\t", at);
    const line = text.indexOf("\n", at);
    const plainEnd = Math.min(tab === -1 ? text.length : tab, line === -1 ? text.length : line);
    const end = quoted === -1 ? plainEnd : quoted + 1;
    const cell = quoted === -1 ? text.slice(at, end) : text.slice(at + 1, quoted).replaceAll('""', '"');
    rows.at(-1)?.push(cell.trim());
    if (text.charAt(end) === "\n") rows.push([]);
    at = end + 1;
  }
  // What is copied ends with a line break, which begins no row of its own.
  const last = rows.at(-1);
  const isEmpty = last === undefined || last.length === 0 || (last.length === 1 && last[0] === "");
  return isEmpty ? rows.slice(0, -1) : rows;
};

export interface PlacedCell {
  /** Places in the grid. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Why it has no place, in words; null when it has one. */
  readonly fault: string | null;
}

export interface Grid {
  /** The codes of the rows, in their order. */
  readonly codes: readonly string[];
  readonly columns: number;
}

const codeShape = /^\p{L}+-\d+$/u;
const isCode = (text: string): boolean => codeShape.test(foldedCode(text));

/**
 * Where the cells of a pasted block go: from the cell in hand to the right and down. A block whose first column holds
 * students' codes goes by these instead, whatever the order of its rows.
 */
export const placed = (
  block: readonly (readonly string[])[],
  at: { readonly row: number; readonly column: number },
  grid: Grid,
): readonly PlacedCell[] => {
  const isByCode = block.length > 0 && block.every(([first = "", ...rest]) => isCode(first) && rest.length > 0);
  const rowOf = new Map(grid.codes.map((code, index) => [foldedCode(code), index]));
  return block.flatMap((cells, index) => {
    const [code = "", ...values] = cells;
    const row = isByCode ? (rowOf.get(foldedCode(code)) ?? -1) : at.row + index;
    return (isByCode ? values : cells).map((text, offset): PlacedCell => {
      const column = at.column + offset;
      const fault =
        row === -1
          ? `Nobody here has the code ${code}.`
          : row >= grid.codes.length
            ? "There are no more students."
            : column >= grid.columns
              ? "There are no more days."
              : null;
      return { row, column, text, fault };
    });
  });
};
