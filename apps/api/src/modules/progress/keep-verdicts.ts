import { rawStatement, type Bound } from "@handrail/db/statement";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import type { StudentFacts } from "./student-facts.ts";

/** The latest verdict of each enrolment; one that says the same as before stays as it is. */
const writeVerdicts = rawStatement<{ interventionId: string; rows: string }>()(sql`
  insert into progress_verdicts as v (tenant_id, id, enrollment_id, intervention_id, student_id, outcome, finding, sentence, is_undelivered)
  select app.tenant_id(), r.id, r.enrollment_id, ${sql.placeholder("interventionId")}::uuid, r.student_id, r.outcome, r.finding,
      r.sentence, r.is_undelivered
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, enrollment_id uuid, student_id uuid, outcome text,
      finding text, sentence text, is_undelivered boolean)
  on conflict (tenant_id, enrollment_id) do update set outcome = excluded.outcome, finding = excluded.finding,
    sentence = excluded.sentence, is_undelivered = excluded.is_undelivered, updated_at = now()
   where (v.outcome, v.finding, v.sentence, v.is_undelivered)
     is distinct from (excluded.outcome, excluded.finding, excluded.sentence, excluded.is_undelivered)`);

/** What the points say of everyone who takes part, for lists and hints. Whoever has no goal has no verdict. */
export const keepVerdicts = (interventionId: string, students: readonly StudentFacts[]): Bound<unknown> =>
  writeVerdicts({
    interventionId,
    rows: JSON.stringify(
      students.flatMap(({ participant, verdict }) =>
        verdict === null
          ? []
          : [
              {
                id: newId(),
                enrollment_id: participant.enrollmentId,
                student_id: participant.studentId,
                outcome: verdict.outcome,
                finding: verdict.finding,
                sentence: verdict.sentence,
                is_undelivered: verdict.isUndelivered,
              },
            ],
      ),
    ),
  });
