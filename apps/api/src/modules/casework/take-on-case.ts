import { rawStatement } from "@handrail/db/statement";
import { CaseTakenOn } from "@handrail/domain/casework/events";
import type { TakeOnInput } from "@handrail/domain/casework/meeting-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { insertMember } from "./change-team.ts";
import { about, caseLine, changeCase, changeOf, holdCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** What the person was asked about this case and has not answered. */
export const openEscalation = rawStatement<{ caseId: string }, { id: string }>()(sql`
  select id from case_escalations
   where tenant_id = ${tenant} and case_id = ${sql.placeholder("caseId")}::uuid and to_user_id = ${person}
     and taken_at is null and declined_at is null
   order by created_at desc limit 1`);

const takeEscalation = rawStatement<{ id: string; at: string }>()(sql`
  update case_escalations set taken_at = ${sql.placeholder("at")}::timestamptz, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("id")}::uuid`);

/** Whoever was asked takes the case on, and stays on its team whatever becomes of it. */
export const takeOnCase = command({
  name: "casework.takeOn",
  facts: (input: TakeOnInput) => [caseForChange(input), caseWork(input), openEscalation(input)],
  decide: (tx, _input, [[facts], [work], [escalation]]) => {
    const one = holdCase(tx, facts, work);
    if (one.facts.escalatedTo !== tx.actor.userId)
      throw no("NOT_ALLOWED", "Nobody asked you to take this case on, or somebody else was asked since.");
    if (escalation === undefined) return nothingToDo(changeOf(one.facts));
    tx.write(takeEscalation({ id: escalation.id, at: tx.now }));
    const isNew = !one.team.includes(tx.actor.userId);
    if (isNew) tx.write(insertMember({ id: newId(), caseId: one.facts.id, userId: tx.actor.userId }));
    const next = changeCase(tx, one, { fields: {}, team: isNew ? [...one.team, tx.actor.userId] : one.team });
    return done(changeOf(next), [
      emit(CaseTakenOn, {
        aggregateId: next.id,
        version: next.version,
        payload: about(tx, next),
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
