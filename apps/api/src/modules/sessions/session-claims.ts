import { rawStatement } from "@handrail/db/statement";
import type { Day } from "@handrail/domain/kernel/time";
import type { Clash } from "@handrail/domain/sessions/schedule-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const session = sql`${sql.placeholder("sessionId")}::uuid`;

const enrolled = sql`from sessions s
  join enrollments e on e.tenant_id = s.tenant_id and e.intervention_id = s.intervention_id and e.status = 'active'
 where s.tenant_id = ${tenant} and s.id = ${session}`;

/** Everyone enrolled in the intervention of a session. */
export const enrolledFor = rawStatement<{ sessionId: string }, { studentId: string }>()(
  sql`select e.student_id as "studentId" ${enrolled}`,
);

/** As the claims of a schedule, for one session that looks for another time: its own do not count. */
export const claimsAround = rawStatement<
  { sessionId: string; staff: string; rooms: string; from: Day; to: Day },
  Clash
>()(sql`
  select w.kind, w.id as "resourceId", coalesce(st.display_code, u.name, l.name, '') as name, coalesce(i.name, '') as title,
    o.id as "sessionId", lower(b.during) as "startsAt", upper(b.during) as "endsAt"
    from (select 'student' as kind, e.student_id as id ${enrolled}
      union all select 'staff', unnest(${sql.placeholder("staff")}::uuid[])
      union all select 'room', unnest(${sql.placeholder("rooms")}::uuid[])) w
    join bookings b on b.tenant_id = ${tenant} and b.resource_kind = w.kind and b.resource_id = w.id and b.active
      and b.during && tstzrange(${sql.placeholder("from")}::date - interval '2 days', ${sql.placeholder("to")}::date + interval '3 days')
      and b.session_id <> ${session}
    join sessions o on o.tenant_id = b.tenant_id and o.id = b.session_id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
    left join students st on w.kind = 'student' and st.tenant_id = b.tenant_id and st.id = w.id
    left join users u on w.kind = 'staff' and u.tenant_id = b.tenant_id and u.id = w.id
    left join locations l on w.kind = 'room' and l.tenant_id = b.tenant_id and l.id = w.id
   order by lower(b.during), w.kind desc, w.id`);
