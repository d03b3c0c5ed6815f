import { rawStatement } from "@handrail/db/statement";
import type { Enrolling } from "@handrail/domain/casework/meeting-schema";
import type { EnrollResult } from "@handrail/domain/interventions/enrollment-schema";
import type { EnrollmentId, InterventionId, MutationId, StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";
import type { EventRecord } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { enrollWithin } from "../interventions/enroll-students.ts";

/** The enrolment that the student has there already. */
const heldEnrollment = rawStatement<{ interventionId: string; studentId: string }, { id: EnrollmentId }>()(sql`
  select id from enrollments
   where tenant_id = (select app.tenant_id()) and intervention_id = ${sql.placeholder("interventionId")}::uuid
     and student_id = ${sql.placeholder("studentId")}::uuid and status = 'active'`);

/** Says no for the reason that enrolling by hand gives, at the intervention that was agreed on. */
const insistOnEnrolment = (result: EnrollResult | undefined): void => {
  if (result?.situation == null) return;
  const [clash] = result.clashes;
  throw no(result.situation, result.reason ?? "This student cannot be enrolled.", {
    field: "interventionId",
    details: {
      clashes: result.clashes.length,
      ...(clash === undefined ? {} : { sessionId: clash.sessionId, startsAt: clash.startsAt }),
    },
  });
};

interface Wish extends Enrolling {
  readonly mutationId: MutationId;
  readonly interventionId: InterventionId | null | undefined;
  readonly studentId: StudentId;
}

interface Enrolled {
  /** Null: the student waits for a place. */
  readonly enrollmentId: EnrollmentId | null;
  readonly events: readonly EventRecord[];
}

/** Enrols a student for something that was agreed on about them. Who is enrolled already is found there. */
export const enrolForCase = async (tx: Tx, wish: Wish): Promise<Enrolled> => {
  const { mutationId, interventionId, studentId, onClash, whenFull } = wish;
  if (interventionId == null)
    throw no("INVALID_INPUT", "Choose an intervention to enrol the student in.", { field: "interventionId" });
  const enrolling = { mutationId, interventionId, source: "manual", onClash, whenFull } as const;
  const { result, events, enrollmentId } = await enrollWithin(tx, enrolling, studentId);
  insistOnEnrolment(result);
  if (enrollmentId !== null) return { enrollmentId, events };
  const [[held]] = await tx.facts(heldEnrollment({ interventionId, studentId }));
  return { enrollmentId: held?.id ?? null, events };
};
