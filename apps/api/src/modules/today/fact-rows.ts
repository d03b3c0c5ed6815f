import { rawStatement } from "@handrail/db/statement";
import type { RootCause } from "@handrail/domain/casework/schema";
import type { HintFacts, PutOff } from "@handrail/domain/today/rules";
import { sql } from "drizzle-orm";

import { rosterLeft } from "../sessions/not-taken.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

export interface Asked {
  readonly mine: boolean;
}

/**
 * Who asks, and what of the school is theirs. `everything` is what they asked for and may have: with the whole school in
 * sight no list of students is made at all.
 */
const me = sql`me as materialized (
  select app.zone_of(t.id) as zone, (now() at time zone app.zone_of(t.id))::date as day,
    not ${sql.placeholder("mine")}::boolean and exists (
      select 1 from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
       where ur.tenant_id = t.id and ur.user_id = ${person} and p.permission = 'students.read_all') as everything,
    exists (select 1 from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
       where ur.tenant_id = t.id and ur.user_id = ${person} and p.permission = 'students.read_all') as may_see_school
    from tenants t where t.id = ${tenant}),
  mine as materialized (
    select i.id from interventions i
     where i.tenant_id = ${tenant} and i.status = 'active' and i.deleted_at is null
       and ((select everything from me) or i.owner_staff_id = ${person}
         or exists (select 1 from intervention_team t
                     where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
         or exists (select 1 from sessions s
                     where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
                       and s.status <> 'cancelled' and s.deleted_at is null)))`;

const students = sql`students_of as materialized (
  select e.student_id as id from enrollments e join mine on mine.id = e.intervention_id
   where e.tenant_id = ${tenant} and e.status = 'active' and not (select everything from me)
  union
  select r.student_id from student_staff r, me
   where r.tenant_id = ${tenant} and r.user_id = ${person} and r.since <= me.day and (r.until is null or r.until > me.day)
     and not me.everything)`;

interface HeadRow {
  readonly day: string;
  readonly zone: string;
  readonly everything: boolean;
  readonly maySeeSchool: boolean;
}

export const todayHead = rawStatement<Asked, HeadRow>()(sql`
  with ${me} select day::text as day, zone, everything, may_see_school as "maySeeSchool" from me`);

/**
 * The last ten school days of each student with a mark, looked for in the last four weeks. A day is missed when every
 * marked session of it was absent or excused, as on the student's page.
 */
export const absenceRows = rawStatement<Asked, HintFacts["absences"][number]>()(sql`
  with ${me}, ${students}, days as (
    select a.student_id, (s.start_time at time zone me.zone)::date as day,
      bool_and(a.status in ('absent', 'excused')) as missed
      from me join sessions s on s.tenant_id = ${tenant} and s.start_time >= now() - interval '28 days' and s.start_time <= now()
        and s.status <> 'cancelled' and s.deleted_at is null
      join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.status <> 'scheduled'
     where me.everything or a.student_id in (select id from students_of)
     group by 1, 2
  ), ranked as (
    select *, row_number() over (partition by student_id order by day desc) as place from days
  ), counted as (
    select student_id, count(*)::int as marked, array_agg(day::text order by day) filter (where missed) as missed
      from ranked where place <= 10 group by student_id having count(*) filter (where missed) >= 3)
  select c.student_id as "studentId", c.marked, c.missed,
    (select max(k.last_contact_on)::text from cases k where k.tenant_id = ${tenant} and k.student_id = c.student_id and k.deleted_at is null) as "lastMeetingOn"
    from counted c join students st on st.tenant_id = ${tenant} and st.id = c.student_id and st.status = 'active' and st.deleted_at is null
   order by cardinality(c.missed) desc, c.student_id limit 40`);

interface FollowUpRow {
  readonly caseId: string;
  readonly studentId: string;
  readonly displayCode: string;
  readonly rootCause: RootCause;
  readonly dueOn: string;
}

const readsAllCases = sql`exists (select 1 from user_roles ur
  join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id and p.permission = 'cases.read_all'
 where ur.tenant_id = ${tenant} and ur.user_id = ${person})`;

/** Open cases whose follow-up has come, the oldest first. All of them: the page says how many there are. */
export const followUpRows = rawStatement<Asked, FollowUpRow>()(sql`
  with ${me}
  select c.id as "caseId", c.student_id as "studentId", st.display_code as "displayCode", c.root_cause as "rootCause",
    c.follow_up_date::text as "dueOn"
    from me, cases c join students st on st.tenant_id = c.tenant_id and st.id = c.student_id
   where c.tenant_id = ${tenant} and c.status <> 'closed' and c.deleted_at is null and c.follow_up_date is not null
     and c.follow_up_date <= me.day
     and ((me.everything and ${readsAllCases}) or c.created_by = ${person} or c.escalated_to = ${person}
       or exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}))
   order by c.follow_up_date, c.id`);

/** From the counters that each change of a case keeps: of the person's own cases, or of all. */
export const recurringRows = rawStatement<Asked, HintFacts["recurring"][number]>()(sql`
  with ${me}
  select k.student_id as "studentId", k.meetings, k.active, k.improving
    from me, case_student_counters k
   where k.tenant_id = ${tenant} and k.meetings >= 2 and k.active > 0 and k.improving = 0
     and case when me.everything and ${readsAllCases} then k.person_id is null else k.person_id = ${person} end
   order by k.meetings desc, k.student_id limit 20`);

/** What the latest look at the points said, for plans that were delivered. */
export const belowAimRows = rawStatement<Asked, HintFacts["verdicts"][number]>()(sql`
  with ${me}
  select v.intervention_id as "interventionId", v.student_id as "studentId", v.sentence
    from progress_verdicts v join mine on mine.id = v.intervention_id
    join enrollments e on e.tenant_id = v.tenant_id and e.id = v.enrollment_id and e.status = 'active'
   where v.tenant_id = ${tenant} and v.finding = 'below' and not v.is_undelivered
   order by v.updated_at, v.id limit 20`);

/** Rosters of the last two weeks that are over and hold students without a mark. */
export const unmarkedRows = rawStatement<Asked, HintFacts["unmarked"][number]>()(sql`
  with ${me}
  select s.id as "sessionId", i.name as title, s.start_time as "startedAt", r.unmarked
    from sessions s join mine on mine.id = s.intervention_id
    join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    cross join lateral ${rosterLeft}
   where s.tenant_id = ${tenant} and s.status = 'scheduled' and s.deleted_at is null and s.end_time < now()
     and s.start_time >= now() - interval '14 days' and r.unmarked > 0
   order by s.start_time desc limit 20`);

export const placeRows = rawStatement<Asked, HintFacts["places"][number]>()(sql`
  with ${me}
  select i.id as "interventionId", i.name, w.waiting, i.capacity - e.taken as free
    from mine join interventions i on i.tenant_id = ${tenant} and i.id = mine.id and i.capacity is not null
    cross join lateral (select count(*)::int as waiting from waiting_list w
      where w.tenant_id = i.tenant_id and w.intervention_id = i.id and w.status = 'waiting') w
    cross join lateral (select count(*)::int as taken from enrollments e
      where e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.status = 'active') e
   where w.waiting > 0 and i.capacity > e.taken
   order by i.name, i.id limit 20`);

/** Enrolled with a goal, and without a point for three weeks: since the last one, or since the enrolment. */
export const silentRows = rawStatement<Asked, HintFacts["silent"][number]>()(sql`
  with ${me}
  select g.intervention_id as "interventionId", g.student_id as "studentId",
    greatest(p.last, (e.enrolled_at at time zone me.zone)::date)::text as since
    from me, mine join intervention_goals g on g.tenant_id = ${tenant} and g.intervention_id = mine.id and g.status = 'active' and g.deleted_at is null
    join enrollments e on e.tenant_id = g.tenant_id and e.intervention_id = g.intervention_id and e.student_id = g.student_id and e.status = 'active'
    left join lateral (select max(n.measured_on) as last from progress_notes n
      where n.tenant_id = g.tenant_id and n.intervention_id = g.intervention_id and n.student_id = g.student_id
        and n.value is not null and n.deleted_at is null) p on true
   where greatest(p.last, (e.enrolled_at at time zone me.zone)::date) <= me.day - 21
   order by 3, 1, 2 limit 20`);

interface DecisionRow {
  readonly recommendationId: string;
  readonly interventionId: string;
  readonly intervention: string;
  readonly studentId: string;
  readonly displayCode: string;
}

/** All that wait for this person's decision, the oldest first: the page says how many there are. */
export const decisionRows = rawStatement<Asked, DecisionRow>()(sql`
  with ${me}
  select r.id as "recommendationId", i.id as "interventionId", i.name as intervention, r.student_id as "studentId",
    st.display_code as "displayCode"
    from me, exit_recommendations r
    join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id and i.deleted_at is null
    join students st on st.tenant_id = r.tenant_id and st.id = r.student_id
   where r.tenant_id = ${tenant} and r.decision = 'pending'
     and not exists (select 1 from hint_answers a where a.tenant_id = r.tenant_id and a.user_id = ${person}
       and a.rule = 'exit_decision' and a.subject_id = r.id and a.until > me.day)
     and (i.owner_staff_id = ${person} or (me.everything and exists (
       select 1 from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
        where ur.tenant_id = ${tenant} and ur.user_id = ${person} and p.permission = 'decisions.decide_all')))
   order by r.created_at, r.id`);

interface GoodRow {
  readonly studentId: string;
  readonly displayCode: string;
  readonly interventionId: string;
  readonly intervention: string;
  readonly attended: number;
  readonly marked: number;
}

/** Somebody who nearly always comes: at least ten marks, 95 % of them there. */
export const goodRows = rawStatement<Asked, GoodRow>()(sql`
  with ${me}
  select a.student_id as "studentId", st.display_code as "displayCode", i.id as "interventionId", i.name as intervention,
    a.present + a.tardy as attended, a.present + a.tardy + a.absent + a.excused as marked
    from mine join attendance_rollups a on a.tenant_id = ${tenant} and a.source_kind = 'intervention' and a.source_id = mine.id
    join interventions i on i.tenant_id = a.tenant_id and i.id = a.source_id
    join students st on st.tenant_id = a.tenant_id and st.id = a.student_id and st.status = 'active' and st.deleted_at is null
   where a.present + a.tardy + a.absent + a.excused >= 10
     and (a.present + a.tardy) * 100 >= (a.present + a.tardy + a.absent + a.excused) * 95
   order by (a.present + a.tardy)::float8 / (a.present + a.tardy + a.absent + a.excused) desc,
     a.present + a.tardy desc, a.student_id limit 1`);

export const putOffRows = rawStatement<object, PutOff>()(sql`
  select rule, subject_id as "subjectId", student_id as "studentId", until::text as until from hint_answers
   where tenant_id = ${tenant} and user_id = ${person} and rule <> 'exit_decision' and answer = 'snoozed'
     and until > now()::date - 2`);

/** Codes of the students that the hints speak of. */
export const codeRows = rawStatement<
  { studentIds: string },
  { readonly id: string; readonly displayCode: string }
>()(sql`
  select id, display_code as "displayCode" from students
   where tenant_id = ${tenant} and id = any (${sql.placeholder("studentIds")}::uuid[])`);
