import { cellsOf, placed, type PlacedCell } from "@handrail/domain/progress/pasted";
import { type Grid, tookPartOn } from "@handrail/domain/progress/point-schema";
import { cx } from "@handrail/ui/cx";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";

import { shortDay } from "../../../lib/time.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { keyOf, textOf } from "../grid/entry.ts";
import { useEntry } from "../grid/use-entry.ts";
import { EntryCell } from "./entry-cell.tsx";
import { EntryProblems } from "./entry-problems.tsx";
import { PastePreview } from "./paste-preview.tsx";

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Sideways only from the ends of what is written: inside, the arrows move through the text. */
const mayLeave = ({ key, currentTarget: input }: KeyboardEvent<HTMLInputElement>): boolean => {
  const { selectionStart, selectionEnd, value } = input;
  const isAll = selectionStart === 0 && selectionEnd === value.length;
  if (key === "ArrowLeft") return isAll || selectionEnd === 0;
  return key !== "ArrowRight" || isAll || selectionStart === value.length;
};

/** One row per student, the day in hand and the last few: written down as in a spreadsheet, saved cell by cell. */
export const EntryGrid = ({ grid }: { grid: Grid }) => {
  const table = useRef<HTMLDivElement>(null);
  const [pasted, setPasted] = useState<readonly PlacedCell[] | null>(null);
  const entry = useEntry(grid);
  const names = useStudentNames(
    grid.rows.map(({ studentId }) => studentId),
    "intervention",
  );
  const nameOf = (studentId: string, code: string): string => names.calledOf(studentId) ?? code;

  const go = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.metaKey || event.ctrlKey || !mayLeave(event)) return;
    const [down, right] = event.key === "Enter" && event.shiftKey ? [-1, 0] : step;
    const next = table.current?.querySelector<HTMLElement>(`[data-cell="${row + down}:${column + right}"]`);
    // Enter in the last row saves it as well.
    if (next === null || next === undefined) {
      if (event.key === "Enter") event.currentTarget.blur();
      return;
    }
    event.preventDefault();
    next.focus();
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const block = cellsOf(event.clipboardData.getData("text"));
    if (block.length === 0 || (block.length === 1 && block[0]?.length === 1)) return;
    event.preventDefault();
    const codes = grid.rows.map(({ displayCode }) => displayCode);
    setPasted(placed(block, { row, column }, { codes, columns: grid.days.length }));
  };

  return (
    <div className="flex flex-col gap-3" ref={table}>
      <EntryProblems
        drafts={entry.drafts}
        grid={grid}
        nameOf={nameOf}
        onKeep={entry.keep}
        onTryAgain={entry.tryAgain}
      />
      <Table
        caption={grid.measure === "" ? "Points" : grid.measure}
        className="rounded-card border-line bg-surface border px-2"
      >
        <TableHead>
          <Row>
            <ColumnHeader>Student</ColumnHeader>
            {grid.days.map((day, column) => (
              <ColumnHeader
                className={cx(
                  column < grid.days.length - 2 && "max-sm:hidden",
                  day === grid.today && "text-ink font-semibold",
                )}
                key={day}
                numeric
              >
                {day === grid.today ? "Today" : shortDay(day)}
              </ColumnHeader>
            ))}
          </Row>
        </TableHead>
        <TableBody>
          {grid.rows.map(({ studentId, displayCode, spans }, row) => (
            <Row key={studentId}>
              <RowHeader>
                <StudentName code={displayCode} names={names} studentId={studentId} />
              </RowHeader>
              {grid.days.map((day, column) => (
                <Cell className={cx("px-1.5", column < grid.days.length - 2 && "max-sm:hidden")} key={day} numeric>
                  <EntryCell
                    closed={tookPartOn({ spans }, day) ? null : "Not enrolled on this day"}
                    draft={entry.drafts.get(keyOf(studentId, day))}
                    isReadOnly={!grid.mayRecord}
                    label={`${nameOf(studentId, displayCode)}, ${day === grid.today ? "today" : shortDay(day)}`}
                    place={`${row}:${column}`}
                    text={textOf(grid, entry.drafts, [studentId, day])}
                    onKeyDown={(event) => go(event, row, column)}
                    onLeave={() => entry.leave(studentId, day)}
                    onPaste={(event) => paste(event, row, column)}
                    onType={(text) => entry.type(studentId, day, text)}
                  />
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      {pasted !== null && (
        <PastePreview cells={pasted} grid={grid} nameOf={nameOf} onClose={() => setPasted(null)} onSave={entry.fill} />
      )}
    </div>
  );
};
