import { rawStatement } from "@handrail/db/statement";
import { CaseTeamChanged } from "@handrail/domain/casework/events";
import type { TeamInput } from "@handrail/domain/casework/meeting-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done, nothingToDo, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { arrayOf, caseForChange, caseWork, caseWorkers } from "./case-facts.ts";
import { about, caseLine, changeCase, changeOf, holdCase, type HeldCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

export const insertMember = rawStatement<{ id: string; caseId: string; userId: string }>()(sql`
  insert into case_team (tenant_id, id, case_id, user_id, added_by)
  values (${tenant}, ${sql.placeholder("id")}::uuid, ${sql.placeholder("caseId")}::uuid, ${sql.placeholder("userId")}::uuid,
    (select app.user_id()))`);

const deleteMember = rawStatement<{ caseId: string; userId: string }>()(sql`
  delete from case_team where tenant_id = ${tenant} and case_id = ${sql.placeholder("caseId")}::uuid
    and user_id = ${sql.placeholder("userId")}::uuid`);

const teamChanged = (
  tx: Tx,
  one: HeldCase,
  { userId, isOnTeam }: { userId: HeldCase["facts"]["createdBy"]; isOnTeam: boolean },
) => {
  const team = isOnTeam ? [...one.team, userId] : one.team.filter((id) => id !== userId);
  const next = changeCase(tx, one, { fields: {}, team });
  return done(changeOf(next), [
    emit(CaseTeamChanged, {
      aggregateId: next.id,
      version: next.version,
      payload: { ...about(tx, next), userId, isOnTeam },
      audit: [
        {
          ...caseLine(one.facts, next),
          before: { userId, isOnTeam: !isOnTeam },
          after: { userId, isOnTeam },
        },
      ],
    }),
  ]);
};

/** Adds a colleague to the case team: they see the case, restricted entries included, and may change it. */
export const addToTeam = command({
  name: "casework.addToTeam",
  facts: (input: TeamInput) => [caseForChange(input), caseWork(input), caseWorkers({ ids: arrayOf([input.userId]) })],
  decide: (tx, { caseId, userId }, [[facts], [work], [worker]]) => {
    const one = holdCase(tx, facts, work);
    if (worker === undefined)
      throw no("INVALID_INPUT", "Choose a colleague who works with cases.", { field: "userId" });
    if (one.team.includes(userId)) return nothingToDo(changeOf(one.facts));
    tx.write(insertMember({ id: newId(), caseId, userId }));
    return teamChanged(tx, one, { userId: worker.id, isOnTeam: true });
  },
});

export const removeFromTeam = command({
  name: "casework.removeFromTeam",
  facts: (input: TeamInput) => [caseForChange(input), caseWork(input)],
  decide: (tx, { caseId, userId }, [[facts], [work]]) => {
    const one = holdCase(tx, facts, work);
    const member = one.team.find((id) => id === userId);
    if (member === undefined) return nothingToDo(changeOf(one.facts));
    tx.write(deleteMember({ caseId, userId }));
    return teamChanged(tx, one, { userId: member as typeof one.facts.createdBy, isOnTeam: false });
  },
});
