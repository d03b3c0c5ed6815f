/** A block of cells as spreadsheets put it on the clipboard: rows of cells, apart by tabs, quoted where they need it. */
export const cellsOf = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  endCell();
  // What is copied ends with a line break, which begins no row of its own.
  const last = rows.at(-1);
  return last?.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows;
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

/**
 * Where the cells of a pasted block go: from the cell in hand to the right and down. A block whose first column holds
 * students' codes goes by these instead, whatever the order of its rows.
 */
export const placed = (
  block: readonly (readonly string[])[],
  at: { readonly row: number; readonly column: number },
  grid: Grid,
): readonly PlacedCell[] => {
  const isByCode = block.length > 0 && block.every(([first = "", ...rest]) => codeShape.test(first) && rest.length > 0);
  const rowOf = new Map(grid.codes.map((code, index) => [code.toUpperCase(), index]));
  return block.flatMap((cells, index) => {
    const [code = "", ...values] = cells;
    const row = isByCode ? (rowOf.get(code.toUpperCase()) ?? -1) : at.row + index;
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
