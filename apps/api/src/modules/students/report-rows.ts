import { rawStatement } from "@handrail/db/statement";
import type { ContactLine } from "@handrail/domain/communications/contact-schema";
import type { ReportLine, StudentReport } from "@handrail/domain/students/report-schema";
import { sql } from "drizzle-orm";

import { contactColumns, contactJoins, isSeenContact } from "../communications/contact-facts.ts";
import { rights, school, seesIntervention } from "./queries.ts";
import { seenCases } from "./thread-sources.ts";

const tenant = sql`(select app.tenant_id())`;
const student = sql`${sql.placeholder("studentId")}::uuid`;

interface Asked {
  studentId: string;
}

/** So many of the latest points are on a report. */
const mostPoints = 6;

/** The student, the school's day, and in how many interventions they take or took part. */
export const reportHead = rawStatement<
  Asked,
  StudentReport["student"] & {
    readonly today: string;
    readonly zone: string;
    readonly school: string;
    readonly by: string;
    readonly interventions: number;
  }
>()(sql`
  with ${school}
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", st.tier, st.status,
    st.enrolled_on::text as "enrolledOn", school.day::text as today, school.zone,
    (select name from tenants where id = st.tenant_id) as school,
    (select name from users u where u.tenant_id = st.tenant_id and u.id = (select app.user_id())) as "by",
    (select count(distinct e.intervention_id)::int from enrollments e
       join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
      where e.tenant_id = st.tenant_id and e.student_id = st.id and i.deleted_at is null) as interventions
    from students st, school where st.tenant_id = ${tenant} and st.id = ${student} and st.deleted_at is null`);

const enrolled = sql`
  select jsonb_agg(jsonb_build_object('status', e.status, 'source', e.source,
      'since', (e.enrolled_at at time zone school.zone)::date, 'until', (e.withdrawn_at at time zone school.zone)::date,
      'reason', e.exit_reason) order by e.enrolled_at desc, e.id)
    from enrollments e
   where e.tenant_id = ${tenant} and e.student_id = ${student} and e.intervention_id = i.id`;

const goal = sql`
  select jsonb_build_object('measure', g.measure, 'unit', g.unit, 'baseline', g.baseline, 'target', g.target,
      'targetOn', g.target_on)
    from intervention_goals g
   where g.tenant_id = ${tenant} and g.student_id = ${student} and g.intervention_id = i.id and g.status <> 'dropped'
     and g.deleted_at is null
   order by g.status <> 'active', g.starts_on desc, g.id limit 1`;

const points = sql`
  select jsonb_agg(jsonb_build_object('on', n.measured_on, 'value', n.value) order by n.measured_on)
    from (select p.measured_on, p.value from progress_notes p
           where p.tenant_id = ${tenant} and p.student_id = ${student} and p.intervention_id = i.id and p.metric = ''
             and p.value is not null and p.deleted_at is null
           order by p.measured_on desc limit ${mostPoints}) n`;

const decisions = sql`
  select jsonb_agg(jsonb_build_object('on', (r.decided_at at time zone school.zone)::date, 'outcome', r.outcome,
      'decision', r.decision, 'by', d.name, 'reason', r.reason) order by r.decided_at, r.id)
    from exit_recommendations r join users d on d.tenant_id = r.tenant_id and d.id = r.decided_by
   where r.tenant_id = ${tenant} and r.student_id = ${student} and r.intervention_id = i.id
     and r.decision in ('accepted', 'declined')`;

const verdict = sql`
  select jsonb_build_object('outcome', v.outcome, 'finding', v.finding, 'sentence', v.sentence,
      'isUndelivered', v.is_undelivered)
    from enrollments e join progress_verdicts v on v.tenant_id = e.tenant_id and v.enrollment_id = e.id
   where e.tenant_id = ${tenant} and e.student_id = ${student} and e.intervention_id = i.id
   order by e.status <> 'active', e.enrolled_at desc limit 1`;

/** What the student takes or took part in and this person may see, with what was planned, received and decided. */
export const reportLines = rawStatement<Asked, ReportLine>()(sql`
  with ${school}, ${rights},
  took_part as materialized (
    select e.intervention_id, bool_or(e.status = 'active') as is_active from enrollments e
     where e.tenant_id = ${tenant} and e.student_id = ${student} group by e.intervention_id),
  due as materialized (
    select s.intervention_id, count(*)::int as sessions, count(*) filter (where s.status = 'completed')::int as held,
      sum(extract(epoch from s.end_time - s.start_time) / 60)::int as minutes,
      coalesce(sum(a.minutes_attended), 0)::int as received
      from attendance_records a join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
     where a.tenant_id = ${tenant} and a.student_id = ${student} and a.expectation = 'expected'
       and s.status <> 'cancelled' and s.end_time <= now() and s.deleted_at is null
     group by s.intervention_id)
  select i.id as "interventionId", i.name, i.status, p.name as program, p.version as "programVersion",
    u.name as "ownerName", i.start_date as "startDate", i.end_date as "endDate",
    i.planned_sessions as "sessionsPlanned", coalesce(due.sessions, 0) as "sessionsDue",
    coalesce(due.held, 0) as "sessionsHeld", coalesce(k.present, 0) as present, coalesce(k.tardy, 0) as tardy,
    coalesce(k.absent, 0) as absent, coalesce(k.excused, 0) as excused, coalesce(due.received, 0) as "minutesReceived",
    coalesce(due.minutes, 0) as "minutesPlanned", p.unit, (${enrolled}) as enrollments, (${goal}) as goal,
    (${verdict}) as verdict, coalesce((${points}), '[]') as points, coalesce((${decisions}), '[]') as decisions
    from took_part
    join interventions i on i.tenant_id = ${tenant} and i.id = took_part.intervention_id and i.deleted_at is null
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    join users u on u.tenant_id = i.tenant_id and u.id = i.owner_staff_id
    left join due on due.intervention_id = i.id
    left join attendance_rollups k on k.tenant_id = i.tenant_id and k.source_kind = 'intervention'
      and k.source_id = i.id and k.student_id = ${student}
    cross join school cross join rights
   where ${seesIntervention}
   order by not took_part.is_active, i.name, i.id`);

/** Calls and talks with the family, but for those about a case that this person may not see. */
export const reportContacts = rawStatement<Asked, ContactLine>()(sql`
  with ${rights}, ${seenCases}
  select ${contactColumns} from family_contacts k ${contactJoins} where ${isSeenContact}
   order by k.contacted_on desc, k.created_at desc, k.id`);
