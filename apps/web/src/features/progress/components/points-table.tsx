import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { valueAt } from "@handrail/domain/progress/line";
import { writeValue } from "@handrail/domain/progress/values";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";

import { shortDay } from "../../../lib/time.ts";
import { valuePoints } from "../chart-data.ts";

/** The same data as the graph, as rows: points and the changes of plan between them. */
export const PointsTable = ({ graph, student }: { graph: Graph; student: StudentGraph }) => {
  const aim = student.verdict?.aim ?? null;
  const starts = student.goal?.startsOn ?? "";
  const rows = [
    ...valuePoints(student).map((point) => ({ kind: "point" as const, ...point })),
    ...graph.phases
      .filter(({ studentId }) => studentId === null || studentId === student.studentId)
      .map((phase) => ({ kind: "phase" as const, ...phase })),
  ].sort((a, b) => (a.on === b.on ? a.kind.localeCompare(b.kind) : a.on < b.on ? -1 : 1));
  return (
    <Table caption={`Points of ${student.displayCode}`} density="compact">
      <TableHead>
        <Row>
          <ColumnHeader>Day</ColumnHeader>
          <ColumnHeader numeric>{graph.unit === "" ? "Value" : graph.unit}</ColumnHeader>
          <ColumnHeader numeric>Aim</ColumnHeader>
          <ColumnHeader>Note</ColumnHeader>
          <ColumnHeader>By</ColumnHeader>
        </Row>
      </TableHead>
      <TableBody>
        {rows.map((row) =>
          row.kind === "phase" ? (
            <Row key={row.id}>
              <RowHeader>{shortDay(row.on)}</RowHeader>
              <Cell className="text-live" colSpan={3}>
                The plan changed: {row.what}
              </Cell>
              <Cell>{row.by}</Cell>
            </Row>
          ) : (
            <Row key={row.noteId}>
              <RowHeader>{shortDay(row.on)}</RowHeader>
              <Cell numeric>{writeValue(row.value)}</Cell>
              <Cell className="text-ink-2" numeric>
                {aim === null || row.on < starts ? "–" : writeValue(valueAt(aim, row.on))}
              </Cell>
              <Cell>{row.note ?? ""}</Cell>
              <Cell>{row.by}</Cell>
            </Row>
          ),
        )}
      </TableBody>
    </Table>
  );
};
