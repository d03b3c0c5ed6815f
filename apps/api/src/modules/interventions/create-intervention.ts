import { rawStatement } from "@handrail/db/statement";
import { InterventionCreated } from "@handrail/domain/interventions/events";
import type { CreateInterventionInput } from "@handrail/domain/interventions/intervention-schema";
import { canBePlanned } from "@handrail/domain/interventions/plan";
import type { ExitDefault } from "@handrail/domain/interventions/program-schema";
import type { InterventionId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { activePeople, insertExitDefaults, insertIntervention, insertTeam, valuesOf } from "./intervention-writes.ts";

const publishedProgram = rawStatement<{ programId: string }, { readonly exitDefaults: readonly ExitDefault[] }>()(sql`
  select p.exit_defaults as "exitDefaults" from programs p
   where p.tenant_id = (select app.tenant_id()) and p.id = ${sql.placeholder("programId")}::uuid
     and p.status = 'published' and p.deleted_at is null`);

const peopleOf = ({ fields, team }: z.infer<typeof CreateInterventionInput>): string[] => [
  ...new Set([fields.ownerStaffId, ...team.map(({ userId }) => userId)]),
];

/** Begins an intervention as a draft, from a published program. It keeps that version of the program. */
export const createIntervention = command({
  name: "interventions.create",
  facts: (input: z.infer<typeof CreateInterventionInput>) => [
    publishedProgram(input),
    activePeople({ userIds: `{${peopleOf(input).join(",")}}` }),
  ],
  decide: (tx, input, [[program], people]) => {
    const { programId, fields, team } = input;
    if (program === undefined)
      throw no("NOT_FOUND", "This published program does not exist, or you have no access to it.", {
        field: "programId",
      });
    if (people.length < peopleOf(input).length)
      throw no("NOT_FOUND", "Choose people who work here.", { field: "ownerStaffId" });
    insist(canBePlanned(fields));
    const interventionId = newId() as InterventionId;
    tx.write(insertIntervention({ interventionId, programId, ...valuesOf(fields) }));
    if (team.length > 0)
      tx.write(
        insertTeam({
          interventionId,
          rows: JSON.stringify(
            team.map(({ userId, teamRole }) => ({ id: newId(), user_id: userId, team_role: teamRole })),
          ),
        }),
      );
    if (program.exitDefaults.length > 0)
      tx.write(
        insertExitDefaults({
          interventionId,
          rows: JSON.stringify(
            program.exitDefaults.map(({ thresholdType, targetValue, windowUnit, ...rest }) => ({
              id: newId(),
              ...rest,
              threshold_type: thresholdType,
              target_value: targetValue,
              window_unit: windowUnit,
            })),
          ),
        }),
      );
    return done({ interventionId, version: 1, status: "draft" as const }, [
      emit(InterventionCreated, {
        aggregateId: interventionId,
        version: 1,
        payload: { interventionId, version: 1, by: tx.actor.userId, programId },
        audit: [
          { entityType: "intervention", entityId: interventionId, before: null, after: { ...fields, programId, team } },
        ],
      }),
    ]);
  },
});
