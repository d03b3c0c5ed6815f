import { rawStatement } from "@handrail/db/statement";
import { InterventionChanged } from "@handrail/domain/interventions/events";
import type { SaveGoalInput } from "@handrail/domain/interventions/goal-schema";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention, interventionForChange } from "./queries.ts";

type Input = SaveGoalInput;

interface GoalFacts {
  readonly id: string;
  readonly studentId: string;
  readonly measure: string;
  readonly baseline: number | null;
  readonly target: number;
  readonly targetOn: string;
  readonly status: string;
  readonly version: number;
}

/** The goal to be changed, or another active one of the same student and measure. */
const goalsInQuestion = rawStatement<
  { interventionId: string; goalId: string | null; studentId: string; measure: string },
  GoalFacts
>()(sql`
  select g.id, g.student_id as "studentId", g.measure, g.baseline, g.target, g.target_on as "targetOn", g.status, g.version
    from intervention_goals g
   where g.tenant_id = (select app.tenant_id()) and g.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and g.deleted_at is null
     and (g.id = ${sql.placeholder("goalId")}::uuid
       or g.status = 'active' and g.student_id = ${sql.placeholder("studentId")}::uuid and g.measure = ${sql.placeholder("measure")})`);

const wasEnrolled = rawStatement<{ interventionId: string; studentId: string }, object>()(sql`
  select 1 from enrollments e where e.tenant_id = (select app.tenant_id())
    and e.intervention_id = ${sql.placeholder("interventionId")}::uuid and e.student_id = ${sql.placeholder("studentId")}::uuid limit 1`);

const writeGoal = rawStatement<{
  id: string;
  interventionId: string;
  studentId: string;
  measure: string;
  unit: string;
  higherIsBetter: boolean;
  baseline: number | null;
  startsOn: string;
  target: number;
  targetOn: string;
  status: string;
}>()(sql`
  insert into intervention_goals as g (tenant_id, id, intervention_id, student_id, measure, unit, higher_is_better, baseline,
    starts_on, target, target_on, status)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${sql.placeholder("interventionId")}::uuid,
    ${sql.placeholder("studentId")}::uuid, ${sql.placeholder("measure")}, ${sql.placeholder("unit")},
    ${sql.placeholder("higherIsBetter")}::boolean, ${sql.placeholder("baseline")}::float8, ${sql.placeholder("startsOn")}::date,
    ${sql.placeholder("target")}::float8, ${sql.placeholder("targetOn")}::date, ${sql.placeholder("status")})
  on conflict (tenant_id, id) do update set measure = excluded.measure, unit = excluded.unit,
    higher_is_better = excluded.higher_is_better, baseline = excluded.baseline, starts_on = excluded.starts_on,
    target = excluded.target, target_on = excluded.target_on, status = excluded.status, version = g.version + 1,
    updated_at = now()`);

/** Sets what a student is to reach, or changes it. */
export const saveGoal = command({
  name: "interventions.saveGoal",
  facts: (input: Input) => [
    interventionForChange(input),
    wasEnrolled(input),
    goalsInQuestion({ ...input, goalId: input.goal?.id ?? null }),
  ],
  decide: (tx, input, [[intervention], [enrolled], goals]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const { interventionId, goal, mutationId: _mutationId, ...values } = input;
    const current = goals.find(({ id }) => id === goal?.id);
    if (goal !== null && (current === undefined || current.studentId !== input.studentId))
      throw no("NOT_FOUND", "This goal does not exist, or you have no access to it.", { field: "goal" });
    if (enrolled === undefined)
      throw no("NOT_ENROLLED", "A goal needs an enrolled student. Enrol this student first.", {
        field: "studentId",
      });
    if (current !== undefined && current.version !== goal?.version)
      throw no("STALE_VERSION", "This goal has changed since you looked. Look again.", {
        field: "goal",
        details: {
          target: current.target,
          targetOn: current.targetOn,
          status: current.status,
          version: current.version,
        },
      });
    if (input.status === "active" && goals.some(({ id, status }) => id !== goal?.id && status === "active"))
      throw no("ALREADY_DECIDED", "This student already has a goal for this measure. Change that goal.", {
        field: "measure",
      });
    const id = goal?.id ?? newId();
    const version = intervention.version + 1;
    tx.write(writeGoal({ id, interventionId, ...values }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version, goalId: id }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["goals"] },
        audit: [
          {
            entityType: "intervention_goal",
            entityId: id,
            subjectId: input.studentId,
            before: current === undefined ? null : { ...current },
            after: values,
          },
        ],
      }),
    ]);
  },
});
