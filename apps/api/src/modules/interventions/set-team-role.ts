import { rawStatement } from "@handrail/db/statement";
import { InterventionChanged } from "@handrail/domain/interventions/events";
import type { SetTeamRoleInput } from "@handrail/domain/interventions/intervention-schema";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { TeamRole } from "@handrail/domain/interventions/schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { activePeople, insertTeam, removeFromTeam } from "./intervention-writes.ts";
import { bumpIntervention, interventionForChange } from "./queries.ts";

const roleOf = rawStatement<{ interventionId: string; userId: string }, { readonly teamRole: TeamRole }>()(sql`
  select t.team_role as "teamRole" from intervention_team t
   where t.tenant_id = (select app.tenant_id()) and t.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and t.user_id = ${sql.placeholder("userId")}::uuid`);

/** Puts a person on the team, gives them another part in it, or takes them off it. */
export const setTeamRole = command({
  name: "interventions.setTeamRole",
  facts: (input: z.infer<typeof SetTeamRoleInput>) => [
    interventionForChange(input),
    roleOf(input),
    activePeople({ userIds: `{${input.userId}}` }),
  ],
  decide: (tx, { interventionId, userId, teamRole, seen }, [[intervention], [current], people]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const { status } = intervention;
    if ((current?.teamRole ?? null) === teamRole)
      return nothingToDo({ interventionId, version: intervention.version, status });
    if ((current?.teamRole ?? null) !== seen)
      throw no("STALE_VERSION", "Someone else changed this while you were editing. Both values are shown: keep one.", {
        field: "teamRole",
        details: { teamRole: current?.teamRole ?? null, version: intervention.version },
      });
    if (teamRole !== null && people.length === 0)
      throw no("NOT_FOUND", "Choose somebody who works here.", { field: "userId" });
    const version = intervention.version + 1;
    tx.write(
      teamRole === null
        ? removeFromTeam({ interventionId, userId })
        : insertTeam({
            interventionId,
            rows: JSON.stringify([{ id: newId(), user_id: userId, team_role: teamRole }]),
          }),
    );
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version, status }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["team"] },
        audit: [
          {
            entityType: "intervention_team",
            entityId: interventionId,
            before: { userId, teamRole: current?.teamRole ?? null },
            after: { userId, teamRole },
          },
        ],
      }),
    ]);
  },
});
