import { rawStatement } from "@handrail/db/statement";
import { ReadyPlanChanged } from "@handrail/domain/casework/events";
import type { DropPlanInput, SavePlanInput } from "@handrail/domain/casework/recorder-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";

const tenant = sql`(select app.tenant_id())`;
/** The list is read whole by the recorder. */
const mostPlans = 200;

interface Plan {
  readonly id: string;
  readonly rootCause: string;
  readonly title: string;
  readonly body: string;
  readonly version: number;
}

const planForChange = rawStatement<{ planId: string | null }, Plan>()(sql`
  select id, root_cause as "rootCause", title, body, version from action_plan_templates
   where tenant_id = ${tenant} and id = ${sql.placeholder("planId")}::uuid and deleted_at is null for update`);

const countPlans = rawStatement<object, { readonly plans: number }>()(sql`
  select count(*)::int as plans from action_plan_templates where tenant_id = ${tenant} and deleted_at is null`);

const insertPlan = rawStatement<{ planId: string; rootCause: string; title: string; body: string }>()(sql`
  insert into action_plan_templates (tenant_id, id, root_cause, title, body, sort)
  select ${tenant}, ${sql.placeholder("planId")}::uuid, ${sql.placeholder("rootCause")}::text, ${sql.placeholder("title")}::text,
    ${sql.placeholder("body")}::text, coalesce(max(sort), 0) + 1 from action_plan_templates where tenant_id = ${tenant}`);

const updatePlan = rawStatement<{ planId: string; rootCause: string; title: string; body: string }>()(sql`
  update action_plan_templates set root_cause = ${sql.placeholder("rootCause")}, title = ${sql.placeholder("title")},
    body = ${sql.placeholder("body")}, version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("planId")}::uuid`);

const removePlan = rawStatement<{ planId: string }>()(sql`
  update action_plan_templates set deleted_at = now(), version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("planId")}::uuid`);

type Words = Pick<Plan, "rootCause" | "title" | "body">;

const changed = (
  planId: string,
  version: number,
  [before, after]: readonly [Words | null, Words | null],
): EventRecord =>
  emit(ReadyPlanChanged, {
    aggregateId: planId,
    version,
    payload: { planId, version },
    audit: [{ entityType: "ready_plan", entityId: planId, before, after }],
  });

const wordsOf = ({ rootCause, title, body }: Words): Words => ({ rootCause, title, body });

const held = (plan: Plan | undefined, version: number): Plan => {
  if (plan === undefined) throw no("NOT_FOUND", "This ready plan is no longer there.");
  if (plan.version !== version)
    throw no("STALE_VERSION", "This ready plan has changed since you opened it. Look again, then save.", {
      details: { version: plan.version },
    });
  return plan;
};

/** Writes a ready plan, or changes one. What was recorded with it keeps its words. */
export const savePlan = command({
  name: "casework.savePlan",
  facts: (input: SavePlanInput) => [planForChange({ planId: input.existing?.planId ?? null }), countPlans({})],
  decide: (tx, { existing, ...input }, [[found], [count]]) => {
    const words = wordsOf(input);
    if (existing === null) {
      if ((count?.plans ?? 0) >= mostPlans)
        throw no("TOO_LARGE", `Keep at most ${mostPlans} ready plans: remove one first.`);
      const planId = newId();
      tx.write(insertPlan({ planId, ...words }));
      return done({ planId, version: 1 }, [changed(planId, 1, [null, words])]);
    }
    const plan = held(found, existing.version);
    tx.write(updatePlan({ planId: plan.id, ...words }));
    const version = plan.version + 1;
    return done({ planId: plan.id, version }, [changed(plan.id, version, [wordsOf(plan), words])]);
  },
});

/** Removes a ready plan from the choice. */
export const dropPlan = command({
  name: "casework.dropPlan",
  facts: (input: DropPlanInput) => [planForChange(input)],
  decide: (tx, input, [[found]]) => {
    const plan = held(found, input.version);
    tx.write(removePlan({ planId: plan.id }));
    const version = plan.version + 1;
    return done({ planId: plan.id, version }, [changed(plan.id, version, [wordsOf(plan), null])]);
  },
});
