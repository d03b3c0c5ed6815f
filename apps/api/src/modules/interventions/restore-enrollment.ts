import { rawStatement } from "@handrail/db/statement";
import { canTakeBackEnding } from "@handrail/domain/interventions/enroll";
import type { RestoreEnrollmentInput } from "@handrail/domain/interventions/enrollment-schema";
import { InterventionEnrollmentChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { placesLeft, takesStudents } from "@handrail/domain/interventions/status";
import type { EnrollmentId, SessionId, StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { clashesOfStudents, holdStudents, placesTaken, studentsToEnroll } from "./enroll-facts.ts";
import { insertBookings, insertRosterRows } from "./enroll-writes.ts";
import { bumpRosters, futureSessions, rostersAfter } from "./future-sessions.ts";
import { bumpIntervention, interventionForChange } from "./queries.ts";

const tenant = sql`(select app.tenant_id())`;
const enrollment = sql`${sql.placeholder("enrollmentId")}::uuid`;

interface Ended {
  readonly id: EnrollmentId;
  readonly studentId: StudentId;
  readonly status: "active" | "withdrawn" | "exited";
  readonly version: number;
  readonly endedAt: string | null;
  readonly reason: string | null;
  /** Somebody decided on the exit, from evidence: that stays a decision. */
  readonly isDecided: boolean;
}

export const endedEnrollment = rawStatement<{ interventionId: string; enrollmentId: string }, Ended>()(sql`
  select e.id, e.student_id as "studentId", e.status, e.version, e.withdrawn_at as "endedAt", e.exit_reason as reason,
    exists (select 1 from exit_recommendations r where r.tenant_id = e.tenant_id and r.enrollment_id = e.id
      and r.student_id = e.student_id and r.decision = 'accepted') as "isDecided"
    from enrollments e
   where e.tenant_id = ${tenant} and e.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and e.id = ${enrollment} for no key update of e`);

/** The student's rows to come, and which of them the ending released: both were written in one moment. */
export const rowsToCome = rawStatement<
  { interventionId: string; enrollmentId: string; studentId: string },
  { readonly sessionId: SessionId; readonly isReleased: boolean }
>()(sql`
  select a.session_id as "sessionId", a.expectation = 'not_expected' and a.status = 'scheduled'
      and a.enrollment_id = e.id and a.updated_at = e.updated_at as "isReleased"
    from enrollments e
    join attendance_records a on a.tenant_id = e.tenant_id and a.student_id = e.student_id
    join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id and s.end_time > now()
      and s.intervention_id = e.intervention_id
   where e.tenant_id = ${tenant} and e.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and e.id = ${enrollment} and e.student_id = ${sql.placeholder("studentId")}::uuid`);

const reopen = rawStatement<{ enrollmentId: string }>()(sql`
  update enrollments set status = 'active', withdrawn_at = null, exit_reason = null, version = version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${enrollment}`);

interface Back {
  readonly interventionId: string;
  readonly mutationId: string;
  readonly studentId: StudentId;
  readonly enrollmentId: EnrollmentId;
}

const writeBack = (
  tx: Tx,
  { interventionId, mutationId, studentId, enrollmentId }: Back,
  sessionIds: readonly string[],
) => {
  const rows = sessionIds.map((sessionId) => ({
    id: newId(),
    session_id: sessionId,
    student_id: studentId,
    enrollment_id: enrollmentId,
    expectation: "expected",
  }));
  const counters = JSON.stringify([{ id: newId(), student_id: studentId }]);
  tx.write(reopen({ enrollmentId }));
  tx.write(insertRosterRows({ interventionId, mutationId, rows: JSON.stringify(rows), counters }));
  tx.write(insertBookings({ rows: JSON.stringify(rows.map((row) => ({ ...row, id: newId() }))) }));
};

/** Takes back an ending shortly after it: the enrolment goes on as if it had not ended, expected where it was before. */
export const restoreEnrollment = command({
  name: "interventions.restoreEnrollment",
  facts: (input: z.infer<typeof RestoreEnrollmentInput>) => {
    const chosen = { interventionId: input.interventionId, studentIds: `{${input.studentId}}` };
    return [
      interventionForChange(input),
      futureSessions(input),
      holdStudents(chosen),
      endedEnrollment(input),
      rowsToCome(input),
      studentsToEnroll(chosen),
      placesTaken(input),
      clashesOfStudents(chosen),
    ];
  },
  decide: (tx, input, [[intervention], sessions, , [ended], rows, [student], [places], clashes]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (
      intervention === undefined ||
      ended === undefined ||
      ended.studentId !== input.studentId ||
      student === undefined
    )
      throw no("NOT_FOUND", "This enrolment does not exist, or you have no access to it.", { field: "enrollmentId" });
    insist(takesStudents(intervention.status));
    insist(canTakeBackEnding({ ...ended, isEnrolled: student.isEnrolled }, tx.now));
    if (ended.version !== input.version)
      throw no("STALE_VERSION", "This enrolment has changed since you looked. Look again.", { field: "version" });
    if (placesLeft(intervention.capacity, places?.enrolled ?? 0) === 0)
      throw no("INTERVENTION_FULL", "The place has been taken in the meantime.");
    const known = new Map(rows.map((row) => [row.sessionId as string, row.isReleased]));
    const back = sessions.map(({ id }) => id).filter((id) => known.get(id) ?? true);
    const clash = clashes.find(({ sessionId }) => back.some((id) => id === sessionId));
    if (clash !== undefined)
      throw no(
        "SESSION_CLASH",
        `The student is now expected at ${clash.title}. Enrol the student without that session.`,
      );
    const { interventionId, mutationId, studentId } = input;
    const { id: enrollmentId, status, reason } = ended;
    const version = intervention.version + 1;
    writeBack(tx, { interventionId, mutationId, studentId, enrollmentId }, back);
    tx.write(bumpRosters(sessions));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version }, [
      emit(InterventionEnrollmentChanged, {
        aggregateId: interventionId,
        version,
        payload: {
          interventionId,
          version,
          by: tx.actor.userId,
          studentId,
          enrollmentId,
          change: "restored",
          rosters: rostersAfter(sessions),
        },
        audit: [
          {
            entityType: "enrollment",
            entityId: enrollmentId,
            subjectId: studentId,
            before: { status, reason },
            after: { status: "active" },
          },
        ],
      }),
    ]);
  },
});
