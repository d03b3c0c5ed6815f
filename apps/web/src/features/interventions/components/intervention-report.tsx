import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { attendanceOf } from "@handrail/domain/interventions/report";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";

import { longDay, shortDay } from "../../../lib/time.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { doseOf, enrollmentWords } from "../words.ts";
import { VerdictLine } from "./verdict-line.tsx";

const percent = (value: number | null): string => (value === null ? "not yet" : `${value} %`);

/** The report on paper: what it is for, who took part, how often, how much of it, towards what. */
export const InterventionReport = ({ intervention }: { intervention: Intervention }) => {
  const { fields, program, enrollments, goals, today, ownerName, sessionsHeld } = intervention;
  const names = useStudentNames(
    enrollments.map(({ studentId }) => studentId),
    "intervention",
  );
  return (
    <div className="hidden flex-col gap-4 print:flex">
      <p>
        {fields.objective} {program.name}, version {program.version}; owner {ownerName}; {shortDay(fields.startDate)} to{" "}
        {fields.endDate === null ? "no set end" : shortDay(fields.endDate)}; {sessionsHeld} of {fields.plannedSessions}{" "}
        sessions held. As of {longDay(today)}.
      </p>
      <Table caption="Report" density="compact">
        <TableHead>
          <Row>
            <ColumnHeader>Student</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            <ColumnHeader numeric>Attendance</ColumnHeader>
            <ColumnHeader numeric>Minutes received</ColumnHeader>
            <ColumnHeader>Goal</ColumnHeader>
            <ColumnHeader>Progress</ColumnHeader>
          </Row>
        </TableHead>
        <TableBody>
          {enrollments.map((row) => {
            const goal = goals.find(({ studentId, status }) => studentId === row.studentId && status !== "dropped");
            return (
              <Row className="break-inside-avoid" key={row.id}>
                <RowHeader>
                  <StudentName code={row.displayCode} names={names} studentId={row.studentId} />
                </RowHeader>
                <Cell>
                  {enrollmentWords[row.status]}
                  {row.exitReason !== null && `: ${row.exitReason}`}
                </Cell>
                <Cell numeric>{percent(attendanceOf(row))}</Cell>
                <Cell numeric>
                  {percent(doseOf(row.minutesReceived, row.minutesPlanned))}
                  <span className="text-meta block whitespace-nowrap">
                    {row.minutesReceived} of {row.minutesPlanned}
                  </span>
                </Cell>
                <Cell>
                  {goal === undefined
                    ? "None"
                    : `${goal.measure}: ${goal.target} ${goal.unit} by ${shortDay(goal.targetOn)}`}
                </Cell>
                <Cell>
                  <VerdictLine verdict={row.verdict} />
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
};
