import { rawStatement } from "@handrail/db/statement";
import { CaseEscalated } from "@handrail/domain/casework/events";
import { canMove } from "@handrail/domain/casework/machine";
import type { EscalateInput } from "@handrail/domain/casework/meeting-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { arrayOf, caseForChange, caseWork, caseWorkers } from "./case-facts.ts";
import { writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion } from "./held-case.ts";

const insertEscalation = rawStatement<{ id: string; caseId: string; from: string; to: string; reason: string }>()(sql`
  insert into case_escalations (tenant_id, id, case_id, from_user_id, to_user_id, reason)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, ${sql.placeholder("caseId")}::uuid, ${sql.placeholder("from")}::uuid,
    ${sql.placeholder("to")}::uuid, ${sql.placeholder("reason")})`);

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
    if (input.toUserId === tx.actor.userId)
      throw no("INVALID_INPUT", "Choose somebody else: this case is yours already.", { field: "toUserId" });
    if (worker === undefined)
      throw no("INVALID_INPUT", "Choose a colleague who works with cases.", { field: "toUserId" });
    if (one.facts.escalatedTo === worker.id)
      throw no("ALREADY_DECIDED", "They have been asked already.", { field: "toUserId" });
    const next = changeCase(tx, one, { fields: { status: "escalated", escalatedTo: worker.id } });
    const entryId = writeEntry(
      tx,
      { kind: "update", updateText: input.reason },
      { before: one.facts, after: next, number: one.work.lastNumber + 1 },
    );
    tx.write(
      insertEscalation({
        id: newId(),
        caseId: next.id,
        from: tx.actor.userId,
        to: worker.id,
        reason: input.reason,
      }),
    );
    return done({ ...changeOf(next), entryId }, [
      emit(CaseEscalated, {
        aggregateId: next.id,
        version: next.version,
        payload: { ...about(tx, next), entryId, toUserId: worker.id },
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
