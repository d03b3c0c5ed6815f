import type { PlacedCell } from "@handrail/domain/progress/pasted";
import type { Grid } from "@handrail/domain/progress/point-schema";
import { readValue, writeValue } from "@handrail/domain/progress/values";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";

import { shortDay } from "../../../lib/time.ts";
import { standing } from "../grid/entry.ts";
import { countWords } from "../words.ts";

export type PastePreviewProps = {
  grid: Grid;
  cells: readonly PlacedCell[];
  nameOf: (studentId: string, code: string) => string;
  onSave: (cells: readonly { studentId: string; day: string; text: string }[]) => void;
  onClose: () => void;
};

interface Line {
  readonly key: string;
  readonly who: string;
  readonly day: string;
  readonly text: string;
  readonly before: string;
  readonly fault: string | null;
  readonly target: { studentId: string; day: string; text: string } | null;
}

const lineOf = (grid: Grid, cell: PlacedCell, nameOf: PastePreviewProps["nameOf"]): Line | null => {
  if (cell.text === "") return null;
  const row = grid.rows[cell.row];
  const day = grid.days[cell.column];
  const read = readValue(grid.metric, cell.text);
  const isOut = row !== undefined && day !== undefined && (day < row.from || (row.to !== null && day > row.to));
  const fault = cell.fault ?? (isOut ? "Not enrolled on this day." : "fault" in read ? read.fault : null);
  const before = row === undefined || day === undefined ? undefined : standing(grid, row.studentId, day);
  return {
    key: `${cell.row}:${cell.column}:${cell.text}`,
    who: row === undefined ? "–" : nameOf(row.studentId, row.displayCode),
    day: day === undefined ? "–" : shortDay(day),
    text: cell.text,
    before: before === undefined ? "" : writeValue(before.value),
    fault,
    target:
      fault === null && row !== undefined && day !== undefined
        ? { studentId: row.studentId, day, text: cell.text }
        : null,
  };
};

/** What was pasted, before any of it is saved: where each cell goes, what it replaces, and which cannot be used. */
export const PastePreview = ({ grid, cells, nameOf, onSave, onClose }: PastePreviewProps) => {
  const lines = cells.flatMap((cell) => lineOf(grid, cell, nameOf) ?? []);
  const good = lines.flatMap(({ target }) => (target === null ? [] : [target]));
  const wrong = lines.length - good.length;
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            isDisabled={good.length === 0}
            variant="primary"
            onPress={() => {
              onSave(good);
              onClose();
            }}
          >
            Save {countWords(good.length, "cell")}
          </Button>
        </>
      }
      isOpen
      size="md"
      title="What you pasted"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <p className="text-ui text-ink-2 mb-3" role={wrong > 0 ? "alert" : undefined}>
        {wrong === 0
          ? "Nothing is saved yet. Look at where each value goes."
          : `${countWords(wrong, "cell")} cannot be used and will be left out. The others are ready.`}
      </p>
      <Table caption="Pasted cells" density="compact">
        <TableHead>
          <Row>
            <ColumnHeader>Student</ColumnHeader>
            <ColumnHeader>Day</ColumnHeader>
            <ColumnHeader numeric>Before</ColumnHeader>
            <ColumnHeader numeric>Pasted</ColumnHeader>
          </Row>
        </TableHead>
        <TableBody>
          {lines.map(({ key, who, day, before, text, fault }) => (
            <Row key={key}>
              <RowHeader>{who}</RowHeader>
              <Cell className="whitespace-nowrap">{day}</Cell>
              <Cell className="text-ink-2" numeric>
                {before}
              </Cell>
              <Cell numeric>
                <span className={fault === null ? "font-semibold" : "line-through"}>{text.slice(0, 30)}</span>
                {fault !== null && <span className="text-meta text-absent block">{fault}</span>}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Dialog>
  );
};
