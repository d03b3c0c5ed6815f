import { rawStatement } from "@handrail/db/statement";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { Dosage } from "@handrail/domain/progress/dosage";
import { sql } from "drizzle-orm";

/** One row of `Dosage` for each student who was ever expected in an intervention. */
export const dosageRows = rawStatement<{ interventionId: string }, Dosage & { readonly studentId: StudentId }>()(sql`
  select a.student_id as "studentId", count(*)::int as "plannedSessions",
    (count(*) filter (where a.status <> 'scheduled'))::int as entered,
    (count(*) filter (where a.status in ('present', 'tardy')))::int as attended,
    coalesce(sum(extract(epoch from s.end_time - s.start_time) / 60), 0)::int as "plannedMinutes",
    coalesce(sum(a.minutes_attended), 0)::int as "receivedMinutes"
    from sessions s
    join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'expected'
   where s.tenant_id = (select app.tenant_id()) and s.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and s.status <> 'cancelled' and s.deleted_at is null and s.end_time <= now()
   group by a.student_id order by a.student_id`);
