import { rawStatement } from "@handrail/db/statement";
import { ExitPutOff } from "@handrail/domain/progress/events";
import type { PutOffExitInput } from "@handrail/domain/progress/exit-schema";
import { canDecideExit, canPutOffExit } from "@handrail/domain/progress/policy";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { schoolDay } from "./decision-rows.ts";
import { recommendationForChange } from "./recommendation-rows.ts";

const recommendation = sql`${sql.placeholder("recommendationId")}::uuid`;

const forgetPutOff = rawStatement<{ recommendationId: string }>()(sql`
  delete from hint_answers
   where tenant_id = app.tenant_id() and user_id = app.user_id() and rule = 'exit_decision' and subject_id = ${recommendation}`);

const insertPutOff = rawStatement<{ id: string; recommendationId: string; studentId: string; until: string }>()(sql`
  insert into hint_answers (tenant_id, id, user_id, rule, subject_kind, subject_id, student_id, answer, until)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, app.user_id(), 'exit_decision', 'exit_recommendation',
    ${recommendation}, ${sql.placeholder("studentId")}::uuid, 'snoozed', ${sql.placeholder("until")}::date)`);

/** Puts a decision off for the person who asks; everybody else who may decide still has it in their list. */
export const putOffExit = command({
  name: "progress.putOff",
  facts: (input: z.infer<typeof PutOffExitInput>) => [
    interventionForChange(input),
    recommendationForChange(input),
    schoolDay({}),
  ],
  decide: (tx, { recommendationId, until }, [[intervention], [found], [school]]) => {
    insist(canDecideExit(tx.actor, intervention));
    if (found === undefined || school === undefined)
      throw no("NOT_FOUND", "This recommendation does not exist, or you have no access to it.", {
        field: "recommendationId",
      });
    if (found.decision !== "pending")
      throw no("ALREADY_DECIDED", "This has been decided already.", { field: "recommendationId" });
    if (until !== null) insist(canPutOffExit(until, school.today));
    const id = newId();
    const { studentId } = found;
    tx.write(forgetPutOff({ recommendationId }));
    if (until !== null) tx.write(insertPutOff({ id, recommendationId, studentId, until }));
    return done({ recommendationId, until }, [
      emit(ExitPutOff, {
        aggregateId: id,
        version: 1,
        payload: { by: tx.actor.userId, isPutOff: until !== null },
        audit: [
          {
            entityType: "exit_recommendation",
            entityId: recommendationId,
            subjectId: studentId,
            before: null,
            after: { putOffUntil: until },
          },
        ],
      }),
    ]);
  },
});
