import type { EnrolActionInput } from "@handrail/domain/casework/meeting-schema";
import type { EnrollmentId } from "@handrail/domain/kernel/ids";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { actionChanged, actionForChange, holdAction, insistOnAction, settleAction } from "./action-facts.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { enrolForCase } from "./enrol-for-case.ts";
import { holdCase } from "./held-case.ts";

/** Support that was agreed on becomes an enrolment, in one transaction: both are there, or neither. */
export const enrolAction = command({
  name: "casework.enrolAction",
  facts: (input: EnrolActionInput) => [caseForChange(input), caseWork(input), actionForChange(input)],
  decide: async (tx, input, [[facts], [work], [found]]) => {
    const one = holdCase(tx, facts, work);
    const action = holdAction(tx, one, found);
    const { actionId } = input;
    const answer = (version: number, enrollmentId: EnrollmentId | null) => ({
      caseId: one.facts.id,
      actionId,
      version,
      enrollmentId,
    });
    if (action.enrollmentId !== null && action.isDone) return nothingToDo(answer(action.version, action.enrollmentId));
    insistOnAction(action, input.version);
    const { interventionId } = action;
    const { enrollmentId, events } = await enrolForCase(tx, {
      ...input,
      interventionId,
      studentId: one.facts.studentId,
    });
    if (enrollmentId === null) {
      const [first, ...others] = events;
      const waiting = answer(action.version, null);
      return first === undefined ? nothingToDo(waiting) : done(waiting, [first, ...others]);
    }
    tx.write(settleAction({ actionId, at: tx.now, by: tx.actor.userId, enrollmentId }));
    const changed = actionChanged(tx, one, {
      actionId,
      before: { done: action.isDone, enrollmentId: action.enrollmentId },
      after: { done: true, enrollmentId },
    });
    return done(answer(action.version + 1, enrollmentId), [changed, ...events]);
  },
});
