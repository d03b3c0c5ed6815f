import { percentWords } from "@handrail/domain/kernel/share";
import type { StudentList } from "@handrail/domain/students/schema";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { Link } from "@tanstack/react-router";
import type { RefObject } from "react";

import { StudentName, type StudentNames } from "./student-name.tsx";

type StudentRow = StudentList["rows"][number];

const workWords = ({ interventions, cases }: StudentRow): string =>
  [
    interventions > 0 && `${interventions} ${interventions === 1 ? "intervention" : "interventions"}`,
    cases > 0 && `${cases} ${cases === 1 ? "case" : "cases"}`,
  ]
    .filter(Boolean)
    .join(" · ");

const Attendance = ({ attended, marked }: StudentRow) =>
  marked === 0 ? (
    <span className="text-ink-2">No marks</span>
  ) : (
    <>
      {percentWords(attended, marked)}{" "}
      <span className="text-meta text-ink-2 hidden sm:inline">
        {attended} of {marked}
      </span>
    </>
  );

export type StudentTableProps = {
  rows: readonly StudentRow[];
  names: StudentNames;
  ref: RefObject<HTMLDivElement | null>;
};

export const StudentTable = ({ rows, names, ref }: StudentTableProps) => (
  <div className="rounded-card border-line bg-surface overflow-hidden border" ref={ref}>
    <Table caption="Students">
      <TableHead>
        <tr>
          <ColumnHeader>Student</ColumnHeader>
          <ColumnHeader className="hidden sm:table-cell">Grade</ColumnHeader>
          <ColumnHeader className="hidden sm:table-cell">Tier</ColumnHeader>
          <ColumnHeader>
            Attendance<span className="text-ink-2 hidden sm:inline">, 30 days</span>
          </ColumnHeader>
          <ColumnHeader className="hidden md:table-cell">Open work</ColumnHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.studentId}>
            <RowHeader>
              <Link
                className="flex min-h-11 flex-col justify-center underline-offset-2 hover:underline pointer-fine:min-h-9"
                data-row
                params={{ studentId: row.studentId }}
                to="/students/$studentId"
              >
                <StudentName code={row.displayCode} names={names} studentId={row.studentId} />
                <span className="text-meta text-ink-2 font-normal sm:hidden">
                  Grade {row.gradeLevel} · Tier {row.tier}
                  {workWords(row) !== "" && ` · ${workWords(row)}`}
                </span>
              </Link>
            </RowHeader>
            <Cell className="hidden sm:table-cell">{row.gradeLevel}</Cell>
            <Cell className="hidden sm:table-cell">{row.tier}</Cell>
            <Cell className="tabular-nums">
              <Attendance {...row} />
            </Cell>
            <Cell className="text-ink-2 hidden md:table-cell">{workWords(row) || "–"}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  </div>
);
