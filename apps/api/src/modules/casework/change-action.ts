import { rawStatement } from "@handrail/db/statement";
import type { AddActionInput, DoneActionInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { sql } from "drizzle-orm";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { actionChanged, actionForChange, holdAction, insistOnAction, settleAction } from "./action-facts.ts";
import { caseForChange, caseWork, entryForChange } from "./case-facts.ts";
import { enrolForCase } from "./enrol-for-case.ts";
import { checkAgreed, writeActions } from "./entry-row.ts";
import { holdCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

const enrollmentOf = rawStatement<{ enrollmentId: string | null }, { studentId: string }>()(sql`
  select student_id as "studentId" from enrollments
   where tenant_id = ${tenant} and id = ${sql.placeholder("enrollmentId")}::uuid`);

const notAsked = { enrollmentId: null, events: [] } as const;

/** Adds to what a meeting agreed on: the student gets something from someone, by a day. Support may begin with it. */
export const addAction = command({
  name: "casework.addAction",
  facts: (input: AddActionInput) => [caseForChange(input), caseWork(input), entryForChange(input)],
  decide: async (tx, input, [[facts], [work], [entry]]) => {
    const one = holdCase(tx, facts, work);
    // Whoever works on the case agrees on things, whoever wrote the entry; what one may not read has no actions either.
    insist(canChangeEntry(tx.actor, one.ties, entry && { ...entry, createdBy: tx.actor.userId }));
    await checkAgreed(tx, [input]);
    const { enrol, mutationId, interventionId } = input;
    const { enrollmentId, events } =
      enrol === undefined
        ? notAsked
        : await enrolForCase(tx, { ...enrol, mutationId, interventionId, studentId: one.facts.studentId });
    const [actionId] = writeActions(tx, [input], { entryId: input.entryId, facts: one.facts });
    if (actionId === undefined) throw new Error("An action that was not written");
    // What was agreed on has come about already.
    if (enrollmentId !== null) tx.write(settleAction({ actionId, at: tx.now, by: tx.actor.userId, enrollmentId }));
    const version = enrollmentId === null ? 1 : 2;
    const after = { ownerId: input.ownerId, dueOn: input.dueOn ?? null, enrollmentId };
    return done({ caseId: one.facts.id, actionId, version, enrollmentId }, [
      actionChanged(tx, one, { actionId, before: null, after }),
      ...events,
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
