import { rawStatement } from "@handrail/db/statement";
import { CaseEscalated } from "@handrail/domain/casework/events";
import { canMove } from "@handrail/domain/casework/machine";
import type { EscalateInput } from "@handrail/domain/casework/meeting-schema";
import type { UserId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { arrayOf, caseForChange, caseWork, caseWorkers } from "./case-facts.ts";
import { writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion, type HeldCase } from "./held-case.ts";

const insertEscalation = rawStatement<{ id: string; caseId: string; from: string; to: string; reason: string }>()(sql`
  insert into case_escalations (tenant_id, id, case_id, from_user_id, to_user_id, reason)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, ${sql.placeholder("caseId")}::uuid, ${sql.placeholder("from")}::uuid,
    ${sql.placeholder("to")}::uuid, ${sql.placeholder("reason")})`);

interface Asked {
  readonly worker: { readonly id: UserId } | undefined;
  readonly toUserId: string;
  readonly field: string;
}

/** The colleague who is asked, if they may be. */
export const insistOnAsked = (tx: Tx, { facts }: HeldCase, { worker, toUserId, field }: Asked): UserId => {
  if (toUserId === tx.actor.userId)
    throw no("INVALID_INPUT", "You already have this case. Choose somebody else.", { field });
  if (worker === undefined) throw no("INVALID_INPUT", "Choose a colleague who works with cases.", { field });
  if (facts.escalatedTo === worker.id) throw no("ALREADY_DECIDED", "This colleague has already been asked.", { field });
  return worker.id;
};

/** Writes who was asked, and why, into the chain of the case. */
export const writeEscalation = (tx: Tx, asked: { caseId: string; to: string; reason: string }): void =>
  tx.write(insertEscalation({ ...asked, id: newId(), from: tx.actor.userId }));

/** Asks somebody to take a case on: they see it from now on, and the case shows the chain. */
export const escalateCase = command({
  name: "casework.escalate",
  facts: (input: EscalateInput) => [
    caseForChange(input),
    caseWork(input),
    caseWorkers({ ids: arrayOf([input.toUserId]) }),
  ],
  decide: (tx, input, [[facts], [work], [worker]]) => {
    const one = holdCase(tx, facts, work);
    insistOnVersion(one, input.version);
    insist(canMove(one.facts.status, "escalated"));
    const escalatedTo = insistOnAsked(tx, one, { worker, toUserId: input.toUserId, field: "toUserId" });
    const next = changeCase(tx, one, { fields: { status: "escalated", escalatedTo } });
    const entryId = writeEntry(
      tx,
      { kind: "update", updateText: input.reason },
      { before: one.facts, after: next, number: one.work.lastNumber + 1 },
    );
    writeEscalation(tx, { caseId: next.id, to: escalatedTo, reason: input.reason });
    return done({ ...changeOf(next), entryId }, [
      emit(CaseEscalated, {
        aggregateId: next.id,
        version: next.version,
        payload: { ...about(tx, next), entryId, toUserId: escalatedTo },
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
