import { rawStatement } from "@handrail/db/statement";
import { HintAnswered } from "@handrail/domain/today/events";
import { putOffUntil } from "@handrail/domain/today/rules";
import type { AnswerHintInput } from "@handrail/domain/today/schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";

interface Facts {
  readonly day: string;
  readonly isThere: boolean;
}

/** The school's day, and whether what the hint is about, and whom it names, are of the school. */
const factsOf = rawStatement<{ subjectKind: string; subjectId: string; studentId: string | null }, Facts>()(sql`
  select (now() at time zone app.zone_of(id))::date::text as day, case ${sql.placeholder("subjectKind")}::text
      when 'student' then exists (select 1 from students x where x.tenant_id = t.id and x.id = ${sql.placeholder("subjectId")}::uuid)
      when 'case' then exists (select 1 from cases x where x.tenant_id = t.id and x.id = ${sql.placeholder("subjectId")}::uuid)
      when 'session' then exists (select 1 from sessions x where x.tenant_id = t.id and x.id = ${sql.placeholder("subjectId")}::uuid)
      else exists (select 1 from interventions x where x.tenant_id = t.id and x.id = ${sql.placeholder("subjectId")}::uuid)
    end and (${sql.placeholder("studentId")}::uuid is null
      or exists (select 1 from students x where x.tenant_id = t.id and x.id = ${sql.placeholder("studentId")}::uuid)) as "isThere"
    from tenants t where t.id = (select app.tenant_id())`);

type Hint = Pick<z.infer<typeof AnswerHintInput>, "rule" | "subjectKind" | "subjectId" | "studentId">;
type Answer = Hint & {
  readonly answer: "accepted" | "snoozed";
  readonly id: string;
  readonly until: string | null;
};

const insertAnswer = rawStatement<Answer>()(sql`
  insert into hint_answers (tenant_id, id, user_id, rule, subject_kind, subject_id, student_id, answer, until)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, app.user_id(), ${sql.placeholder("rule")}::text,
    ${sql.placeholder("subjectKind")}::text, ${sql.placeholder("subjectId")}::uuid, ${sql.placeholder("studentId")}::uuid,
    ${sql.placeholder("answer")}::text, ${sql.placeholder("until")}::date)`);

const forgetPutOff = rawStatement<Hint>()(sql`
  delete from hint_answers
   where tenant_id = app.tenant_id() and user_id = app.user_id() and answer = 'snoozed'
     and rule = ${sql.placeholder("rule")}::text and subject_kind = ${sql.placeholder("subjectKind")}::text
     and subject_id = ${sql.placeholder("subjectId")}::uuid
     and student_id is not distinct from ${sql.placeholder("studentId")}::uuid`);

/**
 * Follows a hint, or puts it off for two weeks. Both are counted: a rule that nobody follows is a bad rule. Putting off can
 * be taken back, and is then not counted.
 */
export const answerHint = command({
  name: "today.answerHint",
  facts: ({ subjectKind, subjectId, studentId }: z.infer<typeof AnswerHintInput>) => [
    factsOf({ subjectKind, subjectId, studentId }),
  ],
  decide: (tx, { rule, subjectKind, subjectId, studentId, answer }, [[school]]) => {
    if (school?.isThere !== true) throw no("NOT_FOUND", "This is no longer there.");
    const id = newId();
    const until = answer === "snoozed" ? putOffUntil(school.day) : null;
    const hint = { rule, subjectKind, subjectId, studentId };
    tx.write(answer === "open" ? forgetPutOff(hint) : insertAnswer({ ...hint, answer, id, until }));
    return done({ until }, [
      emit(HintAnswered, {
        aggregateId: id,
        version: 1,
        payload: { userId: tx.actor.userId, rule, answer },
        audit: [
          {
            entityType: "hint_answer",
            entityId: id,
            ...(studentId === null ? {} : { subjectId: studentId }),
            before: null,
            after: { ...hint, answer, until },
          },
        ],
      }),
    ]);
  },
});
