import { rawStatement } from "@handrail/db/statement";
import { CaseActionChanged } from "@handrail/domain/casework/events";
import type { AddActionInput, DoneActionInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { sql } from "drizzle-orm";

import { command, done, nothingToDo, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { caseForChange, caseWork, entryForChange } from "./case-facts.ts";
import { checkAgreed, writeActions } from "./entry-row.ts";
import { about, changeCase, holdCase, type HeldCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

interface ActionFacts {
  readonly id: string;
  readonly isDone: boolean;
  readonly enrollmentId: string | null;
  readonly isRestricted: boolean;
  readonly version: number;
}

const actionForChange = rawStatement<{ caseId: string; actionId: string }, ActionFacts>()(sql`
  select a.id, a.done_at is not null as "isDone", a.enrollment_id as "enrollmentId", e.is_restricted as "isRestricted", a.version
    from case_actions a join case_entries e on e.tenant_id = a.tenant_id and e.id = a.entry_id
   where a.tenant_id = ${tenant} and a.case_id = ${sql.placeholder("caseId")}::uuid and a.id = ${sql.placeholder("actionId")}::uuid`);

const enrollmentOf = rawStatement<{ enrollmentId: string | null }, { studentId: string }>()(sql`
  select student_id as "studentId" from enrollments
   where tenant_id = ${tenant} and id = ${sql.placeholder("enrollmentId")}::uuid`);

const settleAction = rawStatement<{
  actionId: string;
  at: string | null;
  by: string | null;
  enrollmentId: string | null;
}>()(sql`
  update case_actions set done_at = ${sql.placeholder("at")}::timestamptz, done_by = ${sql.placeholder("by")}::uuid,
    enrollment_id = ${sql.placeholder("enrollmentId")}::uuid, version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("actionId")}::uuid`);

interface Changed {
  readonly actionId: string;
  readonly version: number;
  readonly before: unknown;
  readonly after: unknown;
}

const actionChanged = (tx: Tx, one: HeldCase, { actionId, version, before, after }: Changed) => {
  const next = changeCase(tx, one, { fields: {} });
  return done({ caseId: next.id, actionId, version }, [
    emit(CaseActionChanged, {
      aggregateId: next.id,
      version: next.version,
      payload: { ...about(tx, next), actionId },
      audit: [{ entityType: "case_action", entityId: actionId, subjectId: next.studentId, before, after }],
    }),
  ]);
};

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
    return actionChanged(tx, one, { actionId, version: 1, before: null, after });
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
  decide: (tx, input, [[facts], [work], [action], [enrollment]]) => {
    const one = holdCase(tx, facts, work);
    const entry = action && { createdBy: tx.actor.userId, isRestricted: action.isRestricted };
    insist(canChangeEntry(tx.actor, one.ties, entry));
    if (action === undefined) throw no("NOT_FOUND", "There is no such action in this case.", { field: "actionId" });
    const { actionId, enrollmentId = action.enrollmentId } = input;
    if (action.isDone === input.done && action.enrollmentId === enrollmentId)
      return nothingToDo({ caseId: one.facts.id, actionId, version: action.version });
    if (action.version !== input.version)
      throw no("STALE_VERSION", "This action has changed since you looked. Look again, then decide.", {
        field: "version",
        details: { version: action.version },
      });
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
    return actionChanged(tx, one, {
      actionId,
      version: action.version + 1,
      before: { done: action.isDone, enrollmentId: action.enrollmentId },
      after: { done: input.done, enrollmentId },
    });
  },
});
