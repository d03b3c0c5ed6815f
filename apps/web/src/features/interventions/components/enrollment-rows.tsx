import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import { attendanceOf } from "@handrail/domain/interventions/report";
import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";

import { shortDay } from "../../../lib/time.ts";
import { useIsPhone } from "../../attendance/components/use-is-phone.ts";
import { WriteButton } from "../../messages/components/write-button.tsx";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { enrollmentWords, sourceWords } from "../words.ts";
import { DoseCell } from "./dose-cell.tsx";
import { VerdictLine } from "./verdict-line.tsx";

export type EnrollmentRowsProps = {
  interventionId: string;
  rows: readonly EnrollmentRow[];
  caption: string;
  zone: string;
  names: StudentNames;
  onEnd: ((row: EnrollmentRow) => void) | null;
};

type PartProps = Pick<EnrollmentRowsProps, "interventionId" | "zone" | "names" | "onEnd"> & { row: EnrollmentRow };

const since = ({ row, zone }: Pick<PartProps, "row" | "zone">): string =>
  `${enrollmentWords[row.status]} ${shortDay(dayIn(zone, row.endedAt ?? row.enrolledAt))}`;

const Attendance = ({ row }: Pick<PartProps, "row">) => {
  const attendance = attendanceOf(row);
  if (attendance === null) return <span className="text-ink-2">not yet</span>;
  return (
    <>
      {attendance} %{" "}
      <span className="text-meta text-ink-2 sm:block">
        {row.present + row.tardy} of {row.present + row.tardy + row.absent + row.excused}
      </span>
    </>
  );
};

/** What can be done about one of them: write to the family in the name of this intervention, or end it. */
const Verbs = ({ interventionId, row, onEnd }: Pick<PartProps, "interventionId" | "row" | "onEnd">) => (
  <span className="flex items-center justify-end gap-1">
    <WriteButton about={{ studentId: row.studentId, interventionId }} code={row.displayCode} />
    {onEnd !== null && <End row={row} onEnd={onEnd} />}
  </span>
);

const End = ({ row, onEnd }: { row: EnrollmentRow; onEnd: (row: EnrollmentRow) => void }) => (
  <Button size="sm" variant="quiet" onPress={() => onEnd(row)}>
    End…<span className="sr-only"> the enrolment of {row.displayCode}</span>
  </Button>
);

const Line = ({ interventionId, row, zone, names, onEnd }: PartProps) => (
  <Row>
    <RowHeader>
      <StudentName code={row.displayCode} names={names} studentId={row.studentId} />
      <span className="text-meta text-ink-2 block font-normal">Grade {row.gradeLevel}</span>
    </RowHeader>
    <Cell>
      <span className="whitespace-nowrap">{since({ row, zone })}</span>
      <span className="text-meta text-ink-2 block">{row.exitReason ?? sourceWords[row.source]}</span>
    </Cell>
    <Cell numeric>
      <Attendance row={row} />
    </Cell>
    <Cell numeric>
      <DoseCell planned={row.minutesPlanned} received={row.minutesReceived} />
    </Cell>
    <Cell>
      <VerdictLine verdict={row.verdict} />
    </Cell>
    <Cell>
      <Verbs interventionId={interventionId} row={row} onEnd={onEnd} />
    </Cell>
  </Row>
);

/** A student with everything about them one under the other: beside each other, a phone would hide the last of it. */
const Block = ({ interventionId, row, zone, names, onEnd }: PartProps) => (
  <li className="flex flex-col gap-2 px-4 py-3">
    <div className="flex items-start justify-between gap-2">
      <div className="min-w-0">
        <StudentName className="font-semibold" code={row.displayCode} names={names} studentId={row.studentId} />
        <span className="text-meta text-ink-2 block">
          Grade {row.gradeLevel} · {since({ row, zone })} · {row.exitReason ?? sourceWords[row.source]}
        </span>
      </div>
      <Verbs interventionId={interventionId} row={row} onEnd={onEnd} />
    </div>
    <VerdictLine verdict={row.verdict} />
    <dl className="text-meta text-ink-2 flex flex-wrap gap-x-5 gap-y-1">
      <div className="flex gap-1.5">
        <dt>Attendance</dt>
        <dd className="text-ink tabular-nums">
          <Attendance row={row} />
        </dd>
      </div>
      <div className="flex gap-1.5">
        <dt>Minutes received</dt>
        <dd className="text-ink">
          <DoseCell planned={row.minutesPlanned} received={row.minutesReceived} />
        </dd>
      </div>
    </dl>
  </li>
);

/** Enrolments with what was received and what the points say of it. */
export const EnrollmentRows = ({ rows, caption, ...rest }: EnrollmentRowsProps) =>
  useIsPhone() ? (
    <ul aria-label={caption} className="rounded-card border-line bg-surface divide-line divide-y border" role="list">
      {rows.map((row) => (
        <Block key={row.id} row={row} {...rest} />
      ))}
    </ul>
  ) : (
    <div className="rounded-card border-line bg-surface border px-2">
      <Table caption={caption}>
        <TableHead>
          <Row>
            <ColumnHeader>Student</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            <ColumnHeader numeric>Attendance</ColumnHeader>
            <ColumnHeader numeric>Minutes received</ColumnHeader>
            <ColumnHeader>Progress</ColumnHeader>
            <ColumnHeader>
              <span className="sr-only">What can be done</span>
            </ColumnHeader>
          </Row>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Line key={row.id} row={row} {...rest} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
