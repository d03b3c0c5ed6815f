import { query } from "@handrail/db/client";
import { attendanceRecords, attendanceRollups } from "@handrail/db/schema/attendance";
import { enrollments } from "@handrail/db/schema/interventions";
import { sessions } from "@handrail/db/schema/sessions";
import { students } from "@handrail/db/schema/students";
import { rawStatement, statement } from "@handrail/db/statement";
import type { RosterEventRow } from "@handrail/domain/attendance/events";
import type { RollupDelta } from "@handrail/domain/attendance/rules";
import type { Claim, RosterRow } from "@handrail/domain/attendance/schema";
import type { StudentId, UserId } from "@handrail/domain/kernel/ids";
import { and, eq, sql } from "drizzle-orm";

const attended = sql<number>`coalesce(${attendanceRollups.present} + ${attendanceRollups.tardy}, 0)`.as("attended");
const marked =
  sql<number>`coalesce(${attendanceRollups.present} + ${attendanceRollups.tardy} + ${attendanceRollups.absent} + ${attendanceRollups.excused}, 0)`.as(
    "marked",
  );

/** What a roster row is made of, with the facts that decide over its mark. */
const rowColumns = {
  recordId: attendanceRecords.id,
  studentId: attendanceRecords.studentId,
  displayCode: students.displayCode,
  gradeLevel: students.gradeLevel,
  expectation: attendanceRecords.expectation,
  status: attendanceRecords.status,
  minutesLate: attendanceRecords.minutesLate,
  minutesAttended: attendanceRecords.minutesAttended,
  note: attendanceRecords.notes,
  takenBy: attendanceRecords.takenBy,
  recordedAt: attendanceRecords.recordedAt,
  version: attendanceRecords.version,
  contested: attendanceRecords.contested,
  // Of a session within an enrolment that has ended, a mark can still be corrected.
  isEnrolled:
    sql<boolean>`coalesce(${enrollments.status} = 'active' or ${sessions.startTime} < ${enrollments.withdrawnAt}, false)`.as(
      "is_enrolled",
    ),
  attended,
  marked,
};

const rowsOfSession = () =>
  query
    .select(rowColumns)
    .from(attendanceRecords)
    .innerJoin(
      students,
      and(eq(students.tenantId, attendanceRecords.tenantId), eq(students.id, attendanceRecords.studentId)),
    )
    .innerJoin(
      sessions,
      and(eq(sessions.tenantId, attendanceRecords.tenantId), eq(sessions.id, attendanceRecords.sessionId)),
    )
    .leftJoin(
      enrollments,
      and(eq(enrollments.tenantId, attendanceRecords.tenantId), eq(enrollments.id, attendanceRecords.enrollmentId)),
    )
    .leftJoin(
      attendanceRollups,
      and(
        eq(attendanceRollups.tenantId, attendanceRecords.tenantId),
        eq(attendanceRollups.sourceKind, sessions.kind),
        eq(attendanceRollups.sourceId, sessions.interventionId),
        eq(attendanceRollups.studentId, attendanceRecords.studentId),
      ),
    )
    .$dynamic();

const ofSession = and(
  eq(attendanceRecords.tenantId, sql`(select app.tenant_id())`),
  eq(attendanceRecords.sessionId, sql.placeholder("sessionId")),
);

/** The rows of a roster by code; an ended enrolment's unmarked row is not on it any more. */
export const rosterRows = statement<{ sessionId: string }>()(
  rowsOfSession()
    .where(
      and(
        ofSession,
        sql`(${attendanceRecords.expectation} = 'guest' or ${enrollments.status} = 'active' or ${attendanceRecords.status} <> 'scheduled')`,
      ),
    )
    .orderBy(students.displayCode),
);

/** The rows of some students. The session is locked before them, so nobody else changes them meanwhile. */
export const rowsOfStudents = statement<{ sessionId: string; studentIds: string }>()(
  rowsOfSession().where(
    and(ofSession, sql`${attendanceRecords.studentId} = any (${sql.placeholder("studentIds")}::uuid[])`),
  ),
);

export const rowsForChange = (sessionId: string, studentIds: readonly string[]) =>
  rowsOfStudents({ sessionId, studentIds: `{${studentIds.join(",")}}` });

type BoundRows = ReturnType<typeof rowsForChange>;
export type RowFacts = Awaited<ReturnType<BoundRows>>[number];

export const rowOf = (facts: RowFacts): RosterRow => ({
  studentId: facts.studentId as StudentId,
  displayCode: facts.displayCode,
  gradeLevel: facts.gradeLevel,
  expectation: facts.expectation,
  status: facts.status,
  minutesLate: facts.minutesLate,
  minutesAttended: facts.minutesAttended,
  note: facts.note,
  takenBy: facts.takenBy as UserId | null,
  recordedAt: facts.recordedAt,
  version: facts.version,
  contested: facts.contested,
  attended: facts.attended,
  marked: facts.marked,
});

/** A row as events tell it: without words. */
export const eventRow = (row: RosterRow, before: { readonly note: string | null } | null): RosterEventRow => {
  const { note, contested, ...rest } = row;
  return {
    ...rest,
    contested: contested.map(({ note: _note, ...claim }) => claim),
    noteChanged: note !== (before?.note ?? null) || contested.some((claim) => claim.note !== null),
  };
};

/** What a row's history shows of a value. */
export const historyValue = (row: Pick<RosterRow, "status" | "minutesLate" | "note">) => ({
  status: row.status,
  minutesLate: row.minutesLate,
  note: row.note,
});

/** A row to be written, and what it changes in the counters of its student. */
export interface RowChange {
  readonly recordId: string;
  readonly row: RosterRow;
  readonly mutationId: string;
  readonly contested: readonly Claim[];
  readonly delta: RollupDelta | null;
}

export const writeRecords = rawStatement<{ rows: string }>()(sql`
  update attendance_records a set expectation = r.expectation, status = r.status, minutes_late = r.minutes_late,
      minutes_attended = r.minutes_attended, notes = r.notes, taken_by = r.taken_by, recorded_at = r.recorded_at,
      version = r.version, client_mutation_id = r.mutation_id, contested = r.contested, updated_at = now()
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, expectation text, status text, minutes_late int,
      minutes_attended int, notes text, taken_by uuid, recorded_at timestamptz, version int, mutation_id uuid, contested jsonb)
   where a.tenant_id = app.tenant_id() and a.id = r.id`);

export const bumpRoster = statement<{ sessionId: string; version: number }>()(
  query
    .update(sessions)
    .set({ rosterVersion: sql`${sql.placeholder("version")}`, updatedAt: sql`now()` })
    .where(and(eq(sessions.tenantId, sql`app.tenant_id()`), eq(sessions.id, sql.placeholder("sessionId")))),
);

export const recordWrites = (changes: readonly RowChange[]) =>
  writeRecords({
    rows: JSON.stringify(
      changes.map(({ recordId, row, mutationId, contested }) => ({
        id: recordId,
        expectation: row.expectation,
        status: row.status,
        minutes_late: row.minutesLate,
        minutes_attended: row.minutesAttended,
        notes: row.note,
        taken_by: row.takenBy,
        recorded_at: row.recordedAt,
        version: row.version,
        mutation_id: mutationId,
        contested,
      })),
    ),
  });
