import { rawStatement } from "@handrail/db/statement";
import type { EndEnrollmentInput } from "@handrail/domain/interventions/enrollment-schema";
import {
  InterventionEnrollmentChanged,
  InterventionExited,
  InterventionPlaceFreed,
} from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { placesLeft, takesStudents } from "@handrail/domain/interventions/status";
import type { EnrollmentId, InterventionId, StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { command, done, type Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { writeOwnExits } from "../progress/write-own-exits.ts";
import { placesTaken } from "./enroll-facts.ts";
import { endEnrollments, releaseRosterRows } from "./enroll-writes.ts";
import { bumpRosters, futureSessions, rostersAfter, type FutureSession } from "./future-sessions.ts";
import { bumpIntervention, interventionForChange, type InterventionFacts } from "./queries.ts";

interface Enrolled {
  readonly id: EnrollmentId;
  readonly studentId: StudentId;
  readonly status: "active" | "withdrawn" | "exited";
  readonly version: number;
}

/** An enrolment of this intervention, for a command that holds the intervention's lock. */
const enrollmentForChange = rawStatement<{ interventionId: string; enrollmentId: string }, Enrolled>()(sql`
  select e.id, e.student_id as "studentId", e.status, e.version from enrollments e
   where e.tenant_id = (select app.tenant_id()) and e.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and e.id = ${sql.placeholder("enrollmentId")}::uuid for no key update of e`);

interface Ending {
  readonly interventionId: InterventionId;
  readonly intervention: Pick<InterventionFacts, "version" | "capacity">;
  readonly enrollment: Enrolled;
  readonly sessions: readonly FutureSession[];
  readonly places: { readonly enrolled: number; readonly firstWaiting: StudentId | null } | undefined;
  readonly as: "withdrawn" | "exited";
  readonly reason: string;
}

/**
 * Ends one enrolment: the student is no longer expected at sessions to come and their time is free; what was marked stays.
 * An exit is also told as such, and a freed place is offered to whoever waits first.
 */
export const writeEnding = (tx: Tx, ending: Ending): { version: number; events: [EventRecord, ...EventRecord[]] } => {
  const { interventionId, intervention, enrollment, sessions, places, as, reason } = ending;
  const version = intervention.version + 1;
  const enrollmentIds = `{${enrollment.id}}`;
  tx.write(endEnrollments({ enrollmentIds, status: as, reason, at: tx.now }));
  tx.write(releaseRosterRows({ interventionId, enrollmentIds }));
  tx.write(bumpRosters(sessions));
  tx.write(bumpIntervention({ interventionId, version }));
  const told = { interventionId, version, by: tx.actor.userId };
  const about = { aggregateId: interventionId, version };
  const { id: enrollmentId, studentId } = enrollment;
  const line = {
    entityType: "enrollment",
    entityId: enrollmentId,
    subjectId: studentId,
    before: { status: enrollment.status },
    after: { status: as, reason },
  };
  const ended = emit(InterventionEnrollmentChanged, {
    ...about,
    payload: { ...told, studentId, enrollmentId, change: as, rosters: rostersAfter(sessions) },
    audit: [line],
  });
  const exited = emit(InterventionExited, { ...about, payload: { ...told, studentId, enrollmentId }, audit: [line] });
  const left = placesLeft(intervention.capacity, (places?.enrolled ?? 1) - 1);
  const next = places?.firstWaiting ?? null;
  const freed =
    left === null || left === 0 || next === null
      ? []
      : [
          emit(InterventionPlaceFreed, {
            ...about,
            payload: { ...told, studentId: next },
            audit: [
              {
                entityType: "intervention",
                entityId: interventionId,
                subjectId: next,
                before: null,
                after: { placeOffered: true },
              },
            ],
          }),
        ];
  return { version, events: [ended, ...(as === "exited" ? [exited] : []), ...freed] };
};

/** Takes a student out, for a reason. */
export const endEnrollment = command({
  name: "interventions.endEnrollment",
  facts: (input: z.infer<typeof EndEnrollmentInput>) => [
    interventionForChange(input),
    futureSessions(input),
    enrollmentForChange(input),
    placesTaken(input),
  ],
  decide: async (tx, input, [[intervention], sessions, [enrollment], [places]]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined || enrollment === undefined)
      throw no("NOT_FOUND", "This enrolment does not exist, or you have no access to it.", { field: "enrollmentId" });
    insist(takesStudents(intervention.status));
    if (enrollment.status !== "active")
      throw no("ALREADY_DECIDED", "This enrolment has ended already.", { field: "enrollmentId" });
    if (enrollment.version !== input.version)
      throw no("STALE_VERSION", "This enrolment has changed since you looked. Look again.", { field: "version" });
    const { interventionId, as, reason } = input;
    const exits = as === "exited" ? await writeOwnExits(tx, { interventionId, leaving: [enrollment], reason }) : [];
    const { version, events } = writeEnding(tx, {
      interventionId,
      intervention,
      enrollment,
      sessions,
      places,
      as,
      reason,
    });
    return done({ interventionId, version }, [...events, ...exits]);
  },
});
