import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { nothingToDo } from "../../kernel/command.ts";

/** Counters that differ from their marks counted anew. Guests have no enrolment and are not counted. */
const wrongRollups = rawStatement<object, { readonly sourceId: string; readonly studentId: string }>()(sql`
  with counted as (
    select s.kind, s.intervention_id as source_id, a.student_id,
        count(*) filter (where a.expectation = 'expected') as expected, count(*) filter (where a.status = 'present') as present,
        count(*) filter (where a.status = 'tardy') as tardy, count(*) filter (where a.status = 'excused') as excused,
        count(*) filter (where a.status = 'absent') as absent, coalesce(sum(a.minutes_attended), 0) as minutes
      from attendance_records a join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
     where a.tenant_id = (select app.tenant_id()) and a.expectation <> 'guest' and s.intervention_id is not null
     group by 1, 2, 3
  ), kept as (
    select source_kind, source_id, student_id, expected, present, tardy, excused, absent, minutes from attendance_rollups
     where tenant_id = (select app.tenant_id()))
  select coalesce(c.source_id, k.source_id) as "sourceId", coalesce(c.student_id, k.student_id) as "studentId"
    from counted c full join kept k on k.source_kind = c.kind and k.source_id = c.source_id and k.student_id = c.student_id
   where (coalesce(c.expected, 0), coalesce(c.present, 0), coalesce(c.tardy, 0), coalesce(c.excused, 0), coalesce(c.absent, 0),
       coalesce(c.minutes, 0))
     <> (coalesce(k.expected, 0), coalesce(k.present, 0), coalesce(k.tardy, 0), coalesce(k.excused, 0), coalesce(k.absent, 0),
       coalesce(k.minutes, 0))`);

const report = rawStatement<{ id: string; result: string; error: string | null; at: string }>()(sql`
  insert into jobs (tenant_id, id, kind, status, progress, result, error, started_at, finished_at)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, 'progress.check-rollups',
    case when ${sql.placeholder("error")}::text is null then 'done' else 'failed' end, 100,
    ${sql.placeholder("result")}::jsonb, ${sql.placeholder("error")}, ${sql.placeholder("at")}::timestamptz, now())`);

const mostNamed = 50;

/** Counts all marks of a school anew and reports where a counter says something else. It mends nothing by itself. */
export const checkRollups = task(
  "progress.check-rollups",
  z.object({ tenantId: z.uuid() }),
  async ({ tenantId }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [wrong] = await tx.facts(wrongRollups({}));
      tx.write(
        report({
          id: newId(),
          at: tx.now,
          result: JSON.stringify({ differences: wrong.length, where: wrong.slice(0, mostNamed) }),
          error:
            wrong.length === 0
              ? null
              : `${wrong.length} counters differ from their marks. Dose and attendance of these students are wrong until they are counted anew.`,
        }),
      );
      return nothingToDo(null);
    });
  },
);
