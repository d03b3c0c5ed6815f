import { rawStatement } from "@handrail/db/statement";
import { InterventionChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { SaveCriterionInput } from "@handrail/domain/progress/exit-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention, interventionForChange } from "../interventions/queries.ts";
import { criterionRows } from "./student-rows.ts";

const mostCriteria = 6;

const writeCriterion = rawStatement<{
  id: string;
  interventionId: string;
  thresholdType: string;
  metric: string;
  comparator: string;
  targetValue: number;
  window: number;
  windowUnit: string;
  version: number;
}>()(sql`
  insert into exit_criteria as c (tenant_id, id, intervention_id, threshold_type, metric, comparator, target_value, "window",
    window_unit, created_by, version)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${sql.placeholder("interventionId")}::uuid,
    ${sql.placeholder("thresholdType")}, ${sql.placeholder("metric")}, ${sql.placeholder("comparator")},
    ${sql.placeholder("targetValue")}::float8, ${sql.placeholder("window")}::int, ${sql.placeholder("windowUnit")},
    app.user_id(), ${sql.placeholder("version")}::int)
  on conflict (tenant_id, id) do update set threshold_type = excluded.threshold_type, metric = excluded.metric,
    comparator = excluded.comparator, target_value = excluded.target_value, "window" = excluded."window",
    window_unit = excluded.window_unit, version = excluded.version, updated_at = now()`);

const endCriterion = rawStatement<{ id: string; version: number }>()(sql`
  update exit_criteria set deleted_at = now(), version = ${sql.placeholder("version")}::int, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("id")}::uuid`);

/** Agrees on when a student is done, changes that, or takes it away. All criteria of an intervention must be met. */
export const saveCriterion = command({
  name: "progress.saveCriterion",
  facts: (input: z.infer<typeof SaveCriterionInput>) => [interventionForChange(input), criterionRows(input)],
  decide: (tx, { interventionId, criterion, fields }, [[found], criteria]) => {
    insist(canManageIntervention(tx.actor, found));
    if (found === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const current = criteria.find(({ id }) => id === criterion?.id);
    if (criterion !== null && current === undefined)
      throw no("NOT_FOUND", "This criterion does not exist, or you have no access to it.", { field: "criterion" });
    if (current !== undefined && current.version !== criterion?.version)
      throw no("STALE_VERSION", "This criterion has changed since you looked. Look again.", {
        field: "criterion",
        details: { targetValue: current.targetValue, window: current.window, version: current.version },
      });
    if (current === undefined && fields === null)
      throw no("INVALID_INPUT", "Write the exit rule.", { field: "fields" });
    if (current === undefined && criteria.length >= mostCriteria)
      throw no("INVALID_INPUT", `Use at most ${mostCriteria} criteria.`, { field: "fields" });
    const criterionId = current?.id ?? newId();
    const rowVersion = (current?.version ?? 0) + 1;
    tx.write(
      fields === null
        ? endCriterion({ id: criterionId, version: rowVersion })
        : writeCriterion({ id: criterionId, interventionId, ...fields, version: rowVersion }),
    );
    const version = found.version + 1;
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version, criterionId }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["criteria"] },
        audit: [{ entityType: "exit_criterion", entityId: criterionId, before: current ?? null, after: fields }],
      }),
    ]);
  },
});
