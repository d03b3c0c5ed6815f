import { rawStatement } from "@handrail/db/statement";
import { InterventionChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { SetRuleInput } from "@handrail/domain/progress/graph-schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention, interventionForChange } from "../interventions/queries.ts";
import { settingsOf } from "./student-facts.ts";
import { progressHead } from "./student-rows.ts";

const writeSettings = rawStatement<{ interventionId: string; settings: string }>()(sql`
  update interventions set decision_settings = ${sql.placeholder("settings")}::jsonb, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("interventionId")}::uuid`);

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

const ordered = (settings: z.infer<typeof SetRuleInput>["settings"]) => {
  const { rule, trend, baselinePoints, points, exitPoints, band, standardError, afterChange } = settings;
  return { rule, trend, baselinePoints, points, exitPoints, band, standardError, afterChange };
};

/** Sets how the graphs of an intervention are judged. */
export const setRule = command({
  name: "progress.setRule",
  facts: (input: z.infer<typeof SetRuleInput>) => [interventionForChange(input), progressHead(input)],
  decide: (tx, { interventionId, settings, seen }, [[found], [head]]) => {
    insist(canManageIntervention(tx.actor, found));
    if (found === undefined || head === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const current = ordered(settingsOf(head.settings));
    const wanted = ordered(settings);
    if (isSame(current, wanted)) return nothingToDo({ interventionId, version: found.version });
    if (!isSame(current, ordered(seen)))
      throw no("STALE_VERSION", "Someone else changed these rules. Look again.", { details: { ...current } });
    const version = found.version + 1;
    tx.write(writeSettings({ interventionId, settings: JSON.stringify(wanted) }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["rule"] },
        audit: [{ entityType: "intervention", entityId: interventionId, before: current, after: wanted }],
      }),
    ]);
  },
});
