import { rawStatement } from "@handrail/db/statement";
import { InterventionId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { job, task, type Runnable } from "../../jobs/task.ts";
import { nothingToDo } from "../../kernel/command.ts";
import { checkRollups } from "./check-rollups.ts";
import { evaluateExits } from "./evaluate-exits.ts";

/** Holds an intervention against its exit criteria. */
const evaluate = task(
  "progress.evaluate",
  z.object({ tenantId: z.uuid(), interventionId: InterventionId }),
  async ({ tenantId, interventionId }, { inTenant }) => {
    await inTenant(tenantId, (tx) => evaluateExits(tx, interventionId));
  },
);

const interventionOfSession = rawStatement<{ sessionId: string }, { readonly interventionId: InterventionId | null }>()(
  sql`select s.intervention_id as "interventionId" from sessions s
       where s.tenant_id = (select app.tenant_id()) and s.id = ${sql.placeholder("sessionId")}::uuid`,
);

/** One job per intervention, however many marks land while it waits. */
export const evaluationOf = (tenantId: string, interventionId: InterventionId) =>
  job(evaluate, { tenantId, interventionId }, { key: `progress.evaluate:${interventionId}` });

/** Marks tell their session: this finds the intervention they count for. */
export const evaluateSession = task(
  "progress.evaluate-session",
  z.object({ tenantId: z.uuid(), sessionId: z.uuid() }),
  async ({ tenantId, sessionId }, { inTenant, add }) => {
    const interventionId = await inTenant(tenantId, async (tx) => {
      const [[found]] = await tx.facts(interventionOfSession({ sessionId }));
      return nothingToDo(found?.interventionId ?? null);
    });
    if (interventionId !== null) await add([evaluationOf(tenantId, interventionId)]);
  },
);

/** Active interventions, whose verdicts move with the days, and any that something is still recommended in. */
const toEvaluate = rawStatement<object, { readonly id: InterventionId }>()(sql`
  select i.id from interventions i
   where i.tenant_id = (select app.tenant_id()) and i.deleted_at is null
     and (i.status = 'active' or exists (select 1 from exit_recommendations r where r.tenant_id = i.tenant_id and r.intervention_id = i.id
         and r.decision = 'pending'))
   order by i.id`);

/** Days pass without anything being written: windows of days move on. */
export const evaluateSchool = task(
  "progress.evaluate-school",
  z.object({ tenantId: z.uuid() }),
  async ({ tenantId }, { inTenant, add }) => {
    const found = await inTenant(tenantId, async (tx) => {
      const [rows] = await tx.facts(toEvaluate({}));
      return nothingToDo(rows);
    });
    await add(found.map(({ id }) => evaluationOf(tenantId, id)));
  },
);

export const progressTasks: readonly Runnable[] = [evaluate, evaluateSession, evaluateSchool, checkRollups];
