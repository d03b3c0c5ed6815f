import { rawStatement } from "@handrail/db/statement";
import type { EnrolActionInput } from "@handrail/domain/casework/meeting-schema";
import type { EnrollResult } from "@handrail/domain/interventions/enrollment-schema";
import type { EnrollmentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { no } from "../../kernel/refused.ts";
import { enrollWithin } from "../interventions/enroll-students.ts";
import { actionChanged, actionForChange, holdAction, insistOnAction, settleAction } from "./action-facts.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { holdCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

/** The enrolment that the student has there already. */
const heldEnrollment = rawStatement<{ actionId: string }, { id: EnrollmentId }>()(sql`
  select e.id from case_actions a
    join enrollments e on e.tenant_id = a.tenant_id and e.intervention_id = a.intervention_id
      and e.student_id = a.student_id and e.status = 'active'
   where a.tenant_id = ${tenant} and a.id = ${sql.placeholder("actionId")}::uuid`);

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

/** Support that was agreed on becomes an enrolment, in one transaction: both are there, or neither. */
export const enrolAction = command({
  name: "casework.enrolAction",
  facts: (input: EnrolActionInput) => [caseForChange(input), caseWork(input), actionForChange(input)],
  decide: async (tx, input, [[facts], [work], [found]]) => {
    const one = holdCase(tx, facts, work);
    const action = holdAction(tx, one, found);
    const { actionId, mutationId, onClash } = input;
    const answer = (version: number, enrollmentId: EnrollmentId) => ({
      caseId: one.facts.id,
      actionId,
      version,
      enrollmentId,
    });
    if (action.enrollmentId !== null && action.isDone) return nothingToDo(answer(action.version, action.enrollmentId));
    insistOnAction(action, input.version);
    const { interventionId } = action;
    if (interventionId === null) throw no("INVALID_INPUT", "This action names no intervention.", { field: "actionId" });
    const { result, events, enrollmentId } = await enrollWithin(
      tx,
      { mutationId, interventionId, source: "manual", onClash, whenFull: "refuse" },
      one.facts.studentId,
    );
    insistOnEnrolment(result);
    // Enrolled already by somebody else: what was agreed on has come about.
    const enrolled = enrollmentId ?? (await tx.facts(heldEnrollment({ actionId })))[0][0]?.id;
    if (enrolled === undefined) throw new Error("Neither enrolled nor refused");
    tx.write(settleAction({ actionId, at: tx.now, by: tx.actor.userId, enrollmentId: enrolled }));
    const changed = actionChanged(tx, one, {
      actionId,
      before: { done: action.isDone, enrollmentId: action.enrollmentId },
      after: { done: true, enrollmentId: enrolled },
    });
    return done(answer(action.version + 1, enrolled), [changed, ...events]);
  },
});
