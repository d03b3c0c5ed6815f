import { rawStatement } from "@handrail/db/statement";
import { InterventionChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { ChangePlanInput, RemovePhaseInput } from "@handrail/domain/progress/graph-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention, interventionForChange } from "../interventions/queries.ts";
import { enrolledSpans } from "./note-rows.ts";

const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

const insertPhase = rawStatement<{
  id: string;
  interventionId: string;
  studentId: string | null;
  changedOn: string;
  what: string;
}>()(sql`
  insert into phase_changes (tenant_id, id, intervention_id, student_id, changed_on, what, created_by)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${intervention}, ${sql.placeholder("studentId")}::uuid,
    ${sql.placeholder("changedOn")}::date, ${sql.placeholder("what")}, app.user_id())`);

const phaseForChange = rawStatement<
  { interventionId: string; phaseId: string },
  { readonly studentId: string | null; readonly changedOn: string }
>()(sql`
  select c.student_id as "studentId", c.changed_on as "changedOn" from phase_changes c
   where c.tenant_id = (select app.tenant_id()) and c.intervention_id = ${intervention}
     and c.id = ${sql.placeholder("phaseId")}::uuid and c.deleted_at is null`);

const endPhase = rawStatement<{ phaseId: string }>()(sql`
  update phase_changes set deleted_at = now(), updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("phaseId")}::uuid`);

/**
 * Says that the plan changed on a day, and how: of the whole group or of one student. The graph splits its trend there,
 * so that two plans are never judged as one.
 */
export const changePlan = command({
  name: "progress.changePlan",
  facts: (input: z.infer<typeof ChangePlanInput>) => [
    interventionForChange(input),
    enrolledSpans({ ...input, studentIds: input.studentId === null ? "{}" : `{${input.studentId}}` }),
  ],
  decide: (tx, { interventionId, studentId, changedOn, what }, [[found], spans]) => {
    insist(canManageIntervention(tx.actor, found));
    if (found === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    if (changedOn > found.today) throw no("INVALID_INPUT", "This day is in the future.", { field: "changedOn" });
    if (changedOn < found.startDate)
      throw no("INVALID_INPUT", "Choose a day after the intervention began.", { field: "changedOn" });
    if (studentId !== null && spans.length === 0)
      throw no("NOT_ENROLLED", "This student does not take part.", { field: "studentId" });
    const phaseId = newId();
    const version = found.version + 1;
    tx.write(insertPhase({ id: phaseId, interventionId, studentId, changedOn, what }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["phases"] },
        audit: [
          {
            entityType: "phase_change",
            entityId: phaseId,
            ...(studentId === null ? {} : { subjectId: studentId }),
            before: null,
            after: { changedOn },
          },
        ],
      }),
    ]);
  },
});

/** Takes a phase line away that does not belong there. */
export const removePhase = command({
  name: "progress.removePhase",
  facts: (input: z.infer<typeof RemovePhaseInput>) => [interventionForChange(input), phaseForChange(input)],
  decide: (tx, { interventionId, phaseId }, [[found], [phase]]) => {
    insist(canManageIntervention(tx.actor, found));
    if (found === undefined || phase === undefined)
      throw no("NOT_FOUND", "This change of plan does not exist, or you have no access to it.");
    const version = found.version + 1;
    tx.write(endPhase({ phaseId }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version }, [
      emit(InterventionChanged, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId, fields: ["phases"] },
        audit: [
          {
            entityType: "phase_change",
            entityId: phaseId,
            ...(phase.studentId === null ? {} : { subjectId: phase.studentId }),
            before: { changedOn: phase.changedOn },
            after: null,
          },
        ],
      }),
    ]);
  },
});
