import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { attendanceOf } from "@handrail/domain/interventions/report";
import { takesStudents } from "@handrail/domain/interventions/status";
import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import UserPlus from "lucide-react/icons/user-plus";
import { lazy, Suspense, useState } from "react";

import { shortDay } from "../../../lib/time.ts";
import { StudentName, type StudentNames, useStudentNames } from "../../students/components/student-name.tsx";
import { enrollmentWords, sourceWords } from "../words.ts";
import { DoseCell } from "./dose-cell.tsx";
import { Section } from "./section.tsx";
import { VerdictLine } from "./verdict-line.tsx";
import { WaitingList } from "./waiting-list.tsx";

const AddStudents = lazy(async () => ({ default: (await import("./add-students.tsx")).AddStudents }));
const EndEnrollment = lazy(async () => ({ default: (await import("./end-enrollment.tsx")).EndEnrollment }));

type RowsProps = {
  rows: readonly EnrollmentRow[];
  caption: string;
  zone: string;
  names: StudentNames;
  onEnd: ((row: EnrollmentRow) => void) | null;
};

const Rows = ({ rows, caption, zone, names, onEnd }: RowsProps) => (
  <div className="rounded-card border-line bg-surface border px-2">
    <Table caption={caption} className="relative">
      <TableHead>
        <Row>
          <ColumnHeader>Student</ColumnHeader>
          <ColumnHeader>Status</ColumnHeader>
          <ColumnHeader numeric>Attendance</ColumnHeader>
          <ColumnHeader numeric>Minutes received</ColumnHeader>
          <ColumnHeader>Progress</ColumnHeader>
          {onEnd !== null && (
            <ColumnHeader className="print:hidden">
              <span className="sr-only">End</span>
            </ColumnHeader>
          )}
        </Row>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const attendance = attendanceOf(row);
          const marked = row.present + row.tardy + row.absent + row.excused;
          return (
            <Row key={row.id}>
              <RowHeader>
                <StudentName code={row.displayCode} names={names} studentId={row.studentId} />
                <span className="text-meta text-ink-2 block font-normal">Grade {row.gradeLevel}</span>
              </RowHeader>
              <Cell>
                {enrollmentWords[row.status]} {shortDay(dayIn(zone, row.endedAt ?? row.enrolledAt))}
                <span className="text-meta text-ink-2 block">{row.exitReason ?? sourceWords[row.source]}</span>
              </Cell>
              <Cell numeric>
                {attendance === null ? (
                  <span className="text-ink-2">not yet</span>
                ) : (
                  <>
                    {attendance} %
                    <span className="text-meta text-ink-2 block">
                      {row.present + row.tardy} of {marked}
                    </span>
                  </>
                )}
              </Cell>
              <Cell numeric>
                <DoseCell planned={row.minutesPlanned} received={row.minutesReceived} />
              </Cell>
              <Cell>
                <VerdictLine verdict={row.verdict} />
              </Cell>
              {onEnd !== null && (
                <Cell className="print:hidden">
                  <Button size="sm" variant="quiet" onPress={() => onEnd(row)}>
                    End…<span className="sr-only"> the enrolment of {row.displayCode}</span>
                  </Button>
                </Cell>
              )}
            </Row>
          );
        })}
      </TableBody>
    </Table>
  </div>
);

/** Who takes part, who waits, and who took part before. */
export const InterventionEnrollments = ({ intervention }: { intervention: Intervention }) => {
  const { id, enrollments, waiting, zone, mayManage, status } = intervention;
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<EnrollmentRow | null>(null);
  const open = takesStudents(status);
  const mayEnroll = mayManage && open.allowed;
  useShortcuts({ a: () => setAdding(true) }, { isDisabled: !mayEnroll });
  const names = useStudentNames(
    [...new Set([...enrollments, ...waiting].map(({ studentId }) => studentId))],
    "intervention",
  );
  const now = enrollments.filter((row) => row.status === "active");
  const before = enrollments.filter((row) => row.status !== "active");
  const add = (
    <Button
      icon={<UserPlus aria-hidden="true" size={16} />}
      shortcut="a"
      variant={now.length === 0 ? "primary" : "secondary"}
      onPress={() => setAdding(true)}
    >
      Enrol students
    </Button>
  );
  return (
    <div className="flex flex-col gap-8">
      <Section
        actions={mayEnroll && now.length > 0 && add}
        note={open.allowed ? undefined : open.refusal.message}
        title="Enrolled now"
      >
        {now.length === 0 ? (
          <EmptyState action={mayEnroll ? add : undefined} level={3} title="Nobody is enrolled">
            Enrolled students are expected at every session to come, and their time is kept free for it.
          </EmptyState>
        ) : (
          <Rows
            caption="Students enrolled now"
            names={names}
            rows={now}
            zone={zone}
            onEnd={mayEnroll ? setEnding : null}
          />
        )}
      </Section>
      <WaitingList intervention={intervention} names={names} />
      {before.length > 0 && (
        <Section title="Enrolled before">
          <Rows caption="Students enrolled before" names={names} rows={before} zone={zone} onEnd={null} />
        </Section>
      )}
      <Suspense>
        {isAdding && <AddStudents intervention={intervention} onClose={() => setAdding(false)} />}
        {ending !== null && (
          <EndEnrollment
            interventionId={id}
            name={names.calledOf(ending.studentId) ?? ending.displayCode}
            row={ending}
            onClose={() => setEnding(null)}
          />
        )}
      </Suspense>
    </div>
  );
};
