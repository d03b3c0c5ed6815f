import { rawStatement } from "@handrail/db/statement";
import type { DayMarks } from "@handrail/domain/students/rules";
import type { StudentPage } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";

import { isOnCase, rights, school, seesIntervention } from "./queries.ts";
import { seenCases, sources } from "./thread-sources.ts";

const tenant = sql`(select app.tenant_id())`;
const student = sql`${sql.placeholder("studentId")}::uuid`;

interface Asked {
  studentId: string;
}

/** The student, the school's day, and the first day of its year: that of the first term of the last 300 days. */
export const pageHead = rawStatement<
  Asked,
  StudentPage["student"] & { readonly zone: string; readonly today: string; readonly since: string }
>()(sql`
  with ${school}
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", st.tier, st.status,
    st.enrolled_on::text as "enrolledOn", st.version, school.zone, school.day::text as today,
    coalesce((select min(t.starts_on) from terms t
               where t.tenant_id = ${tenant} and t.starts_on between school.day - 300 and school.day),
      school.day - 300)::text as since
    from students st, school where st.tenant_id = ${tenant} and st.id = ${student} and st.deleted_at is null`);

export const pageStaff = rawStatement<Asked, StudentPage["staff"][number]>()(sql`
  with ${school}
  select u.id as "userId", u.name, r.relationship
    from student_staff r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id, school
   where r.tenant_id = ${tenant} and r.student_id = ${student} and r.since <= school.day
     and (r.until is null or r.until > school.day)
   order by r.relationship <> 'form_master', u.name`);

export const pageGuardians = rawStatement<Asked, StudentPage["guardians"][number]>()(sql`
  select g.id as "guardianId", g.relationship, g.is_primary as "isPrimary", g.may_contact as "mayContact"
    from student_guardians g
   where g.tenant_id = ${tenant} and g.student_id = ${student} and g.deleted_at is null
   order by not g.is_primary, g.relationship, g.id`);

/** Booked for this moment: the booking's index finds it, however many sessions there have been. */
export const pageNow = rawStatement<Asked, NonNullable<StudentPage["now"]>>()(sql`
  select s.id as "sessionId", coalesce(i.name, '') as title, l.name as location, s.end_time::text as "endsAt"
    from bookings b join sessions s on s.tenant_id = b.tenant_id and s.id = b.session_id
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id
   where b.tenant_id = ${tenant} and b.resource_kind = 'student' and b.resource_id = ${student} and b.active
     and b.during @> now() and s.status <> 'cancelled' and s.deleted_at is null
   order by s.start_time limit 1`);

/** Days with marks of the last 300 days, newest first; what a day is called is the domain's to say. */
export const pageDays = rawStatement<Asked, DayMarks & { readonly day: string }>()(sql`
  with ${school}
  select (s.start_time at time zone school.zone)::date::text as day,
    count(*) filter (where a.status = 'present')::int as present, count(*) filter (where a.status = 'tardy')::int as tardy,
    count(*) filter (where a.status = 'excused')::int as excused, count(*) filter (where a.status = 'absent')::int as absent
    from attendance_records a join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id, school
   where a.tenant_id = ${tenant} and a.student_id = ${student} and a.status <> 'scheduled' and s.deleted_at is null
     and s.start_time > now() - interval '301 days'
   group by 1 order by 1 desc`);

export const pageWeeks = rawStatement<Asked, StudentPage["weeks"][number]>()(sql`
  with ${school}, ${rights}, ${seenCases},
  moments as (${sql.join(
    sources.map(({ rows }) => sql`select source.at from (${rows}) source`),
    sql` union all `,
  )})
  select date_trunc('week', m.at at time zone school.zone)::date::text as monday, count(*)::int as entries
    from moments m, school where m.at > now() - interval '53 weeks' group by 1 order by 1`);

export const pageInterventions = rawStatement<Asked, StudentPage["interventions"][number]>()(sql`
  with ${school}, ${rights}
  select i.id as "interventionId", i.name, e.enrolled_at::text as since,
    (select min(s.start_time)::text from sessions s
      where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.start_time > now() and s.status = 'scheduled'
        and s.deleted_at is null) as "nextAt",
    ${seesIntervention} as "maySee"
    from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id, rights
   where e.tenant_id = ${tenant} and e.student_id = ${student} and e.status = 'active' and i.deleted_at is null
     and i.status in ('draft', 'active')
   order by i.name, i.id`);

/** Follow-ups and actions of the cases that this person may see. */
export const pageFollowUps = rawStatement<Asked, StudentPage["followUps"][number]>()(sql`
  with ${school}, ${rights},
  seen as materialized (
    select c.id, c.root_cause, c.follow_up_date from cases c, rights
     where c.tenant_id = ${tenant} and c.student_id = ${student} and c.status <> 'closed' and c.deleted_at is null
       and (rights.cases_all or ${isOnCase}))
  select seen.id as "caseId", 'follow_up' as kind, seen.root_cause as what, seen.follow_up_date::text as "dueOn"
    from seen where seen.follow_up_date is not null
  union all
  select seen.id, 'action', a.what, a.due_on::text
    from seen join case_actions a on a.tenant_id = ${tenant} and a.case_id = seen.id where a.done_at is null
   order by "dueOn" nulls last, kind`);
