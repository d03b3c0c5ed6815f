import type { PlacedCell } from "@handrail/domain/progress/pasted";
import { type Grid, tookPartOn } from "@handrail/domain/progress/point-schema";
import { type CommaMeaning, readValue, writeValue } from "@handrail/domain/progress/values";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { useState } from "react";

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
  /** What will be stored; null: nothing. */
  readonly value: string | null;
  readonly before: string;
  readonly fault: string | null;
  readonly target: { studentId: string; day: string; text: string } | null;
}

interface Reading extends Pick<PastePreviewProps, "grid" | "nameOf"> {
  readonly comma: CommaMeaning | null;
}

const lineOf = ({ grid, nameOf, comma }: Reading, cell: PlacedCell): Line | null => {
  if (cell.text === "") return null;
  const row = grid.rows[cell.row];
  const day = grid.days[cell.column];
  const read = readValue(grid, cell.text, comma);
  const isOut = row !== undefined && day !== undefined && !tookPartOn(row, day);
  const fault = cell.fault ?? (isOut ? "Not enrolled on this day." : "fault" in read ? read.fault : null);
  const before = row === undefined || day === undefined ? undefined : standing(grid, row.studentId, day);
  return {
    key: `${cell.row}:${cell.column}:${cell.text}`,
    who: row === undefined ? "–" : nameOf(row.studentId, row.displayCode),
    day: day === undefined ? "–" : shortDay(day),
    text: cell.text,
    value: fault === null && "value" in read && read.value !== null ? String(read.value) : null,
    before: before === undefined ? "" : writeValue(before.value),
    fault,
    target:
      fault === null && row !== undefined && day !== undefined
        ? { studentId: row.studentId, day, text: "value" in read ? String(read.value ?? "") : cell.text }
        : null,
  };
};

/** What was pasted, before any of it is saved: where each cell goes, what it replaces, and which cannot be used. */
export const PastePreview = ({ grid, cells, nameOf, onSave, onClose }: PastePreviewProps) => {
  const [comma, setComma] = useState<CommaMeaning | null>(null);
  const lines = cells.flatMap((cell) => lineOf({ grid, nameOf, comma }, cell) ?? []);
  const asking = cells.find(({ text }) => "asks" in readValue(grid, text));
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
      {asking !== undefined && (
        <Select
          className="mb-3"
          description="A comma before three digits can mean either."
          label={`What is ${asking.text.slice(0, 20)}?`}
          options={[
            { value: "ask", label: "Choose" },
            { value: "thousands", label: asking.text.trim().replace(",", "") },
            { value: "decimal", label: asking.text.trim().replace(",", ".") },
          ]}
          value={comma ?? "ask"}
          onChange={(meaning) => setComma(meaning === "ask" ? null : meaning)}
        />
      )}
      <Table caption="Pasted cells" density="compact">
        <TableHead>
          <Row>
            <ColumnHeader>Student</ColumnHeader>
            <ColumnHeader>Day</ColumnHeader>
            <ColumnHeader numeric>Before</ColumnHeader>
            <ColumnHeader numeric>New value</ColumnHeader>
          </Row>
        </TableHead>
        <TableBody>
          {lines.map(({ key, who, day, before, text, value, fault }) => (
            <Row key={key}>
              <RowHeader>{who}</RowHeader>
              <Cell className="whitespace-nowrap">{day}</Cell>
              <Cell className="text-ink-2" numeric>
                {before}
              </Cell>
              <Cell numeric>
                {value === null ? (
                  <span className="line-through">{text.slice(0, 30)}</span>
                ) : (
                  <span className="font-semibold">{value}</span>
                )}
                {value !== null && value !== text.trim() && (
                  <span className="text-meta text-ink-2 block">pasted as {text.slice(0, 30)}</span>
                )}
                {fault !== null && <span className="text-meta text-absent block">{fault}</span>}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Dialog>
  );
};
