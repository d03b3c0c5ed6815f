import { rawStatement } from "@handrail/db/statement";
import type { AddActionInput, DoneActionInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { sql } from "drizzle-orm";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { actionChanged, actionForChange, holdAction, insistOnAction, settleAction } from "./action-facts.ts";
import { caseForChange, caseWork, entryForChange } from "./case-facts.ts";
import { checkAgreed, writeActions } from "./entry-row.ts";
import { holdCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

const enrollmentOf = rawStatement<{ enrollmentId: string | null }, { studentId: string }>()(sql`
  select student_id as "studentId" from enrollments
   where tenant_id = ${tenant} and id = ${sql.placeholder("enrollmentId")}::uuid`);

/** Adds to what a meeting agreed on: the student gets something from someone, by a day. */
export const addAction = command({
  name: "casework.addAction",
  facts: (input: AddActionInput) => [caseForChange(input), caseWork(input), entryForChange(input)],
  decide: async (tx, input, [[facts], [work], [entry]]) => {
    const one = holdCase(tx, facts, work);
    // Whoever works on the case agrees on things, whoever wrote the entry; what one may not read has no actions either.
    insist(canChangeEntry(tx.actor, one.ties, entry && { ...entry, createdBy: tx.actor.userId }));
    await checkAgreed(tx, [input]);
    const [actionId] = writeActions(tx, [input], { entryId: input.entryId, facts: one.facts });
    if (actionId === undefined) throw new Error("An action that was not written");
    const after = { ownerId: input.ownerId, dueOn: input.dueOn ?? null };
    return done({ caseId: one.facts.id, actionId, version: 1 }, [
      actionChanged(tx, one, { actionId, before: null, after }),
    ]);
  },
});

/** Marks something agreed on as done, with the enrolment it led to if it did, or opens it again. */
export const doneAction = command({
  name: "casework.doneAction",
  facts: (input: DoneActionInput) => [
    caseForChange(input),
    caseWork(input),
    actionForChange(input),
    enrollmentOf({ enrollmentId: input.enrollmentId ?? null }),
  ],
  decide: (tx, input, [[facts], [work], [found], [enrollment]]) => {
    const one = holdCase(tx, facts, work);
    const action = holdAction(tx, one, found);
    const { actionId, enrollmentId = action.enrollmentId } = input;
    if (action.isDone === input.done && action.enrollmentId === enrollmentId)
      return nothingToDo({ caseId: one.facts.id, actionId, version: action.version });
    insistOnAction(action, input.version);
    if (typeof input.enrollmentId === "string" && enrollment?.studentId !== one.facts.studentId)
      throw no("NOT_FOUND", "There is no such enrolment of this student.", { field: "enrollmentId" });
    tx.write(
      settleAction({
        actionId,
        at: input.done ? tx.now : null,
        by: input.done ? tx.actor.userId : null,
        enrollmentId,
      }),
    );
    const before = { done: action.isDone, enrollmentId: action.enrollmentId };
    const after = { done: input.done, enrollmentId };
    return done({ caseId: one.facts.id, actionId, version: action.version + 1 }, [
      actionChanged(tx, one, { actionId, before, after }),
    ]);
  },
});
