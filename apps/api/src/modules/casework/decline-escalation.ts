import { rawStatement } from "@handrail/db/statement";
import { CaseEscalationDeclined } from "@handrail/domain/casework/events";
import type { DeclineEscalationInput } from "@handrail/domain/casework/meeting-schema";
import { sql } from "drizzle-orm";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { about, caseLine, changeCase, changeOf, holdCase } from "./held-case.ts";
import { openEscalation } from "./take-on-case.ts";

const declineEscalation = rawStatement<{ id: string; at: string; reason: string }>()(sql`
  update case_escalations set declined_at = ${sql.placeholder("at")}::timestamptz,
    declined_reason = ${sql.placeholder("reason")}, updated_at = now()
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("id")}::uuid`);

/** Whoever was asked says why they do not take the case on. It waits for somebody else, and whoever asked is told. */
export const declineCase = command({
  name: "casework.declineEscalation",
  facts: (input: DeclineEscalationInput) => [caseForChange(input), caseWork(input), openEscalation(input)],
  decide: (tx, input, [[facts], [work], [escalation]]) => {
    const one = holdCase(tx, facts, work);
    if (one.facts.escalatedTo !== tx.actor.userId || escalation === undefined)
      throw no(
        "NOT_ALLOWED",
        "Your answer about this case is no longer needed: you have answered, or somebody else was asked.",
      );
    tx.write(declineEscalation({ id: escalation.id, at: tx.now, reason: input.reason }));
    const next = changeCase(tx, one, { fields: { escalatedTo: null } });
    return done(changeOf(next), [
      emit(CaseEscalationDeclined, {
        aggregateId: next.id,
        version: next.version,
        payload: about(tx, next),
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
