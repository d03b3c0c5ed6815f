import { rawStatement } from "@handrail/db/statement";
import type { Overview } from "@handrail/domain/progress/insight-schema";
import { sql } from "drizzle-orm";

import { isUnsupported, maySee, ownStudents, rights, school, seesIntervention } from "../students/queries.ts";

const tenant = sql`(select app.tenant_id())`;

interface Counts {
  readonly today: string;
  readonly zone: string;
  readonly one: number;
  readonly two: number;
  readonly three: number;
  readonly unsupported: number;
  readonly decisions: number;
  readonly openCases: number;
  readonly overdueCases: number;
  readonly medianDays: number | null;
}

/** Students by tier, those of tier 2 and 3 without support, and what is open. */
export const overviewCounts = rawStatement<object, Counts>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents}), present as materialized (
    select st.id, st.tier, ${isUnsupported} as is_unsupported from students st, rights
     where st.tenant_id = ${tenant} and st.status = 'active' and st.deleted_at is null and ${maySee}
  ), work as (
    select count(*)::int as open, count(*) filter (where c.follow_up_date < school.day)::int as overdue,
      percentile_cont(0.5) within group (order by school.day - c.last_contact_on) as days
      from cases c, school where c.tenant_id = ${tenant} and c.status <> 'closed' and c.deleted_at is null)
  select school.day::text as today, school.zone,
    (select count(*)::int from present where tier = 1) as one, (select count(*)::int from present where tier = 2) as two,
    (select count(*)::int from present where tier = 3) as three,
    (select count(*)::int from present where is_unsupported) as unsupported,
    (select count(*)::int from exit_recommendations r
       join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id and i.deleted_at is null, rights
      where r.tenant_id = ${tenant} and r.decision = 'pending' and ${seesIntervention}) as decisions,
    work.open as "openCases", work.overdue as "overdueCases", work.days as "medianDays"
    from school, work`);

const lastFourWeeks = sql`s.tenant_id = ${tenant} and s.start_time >= now() - interval '28 days' and s.start_time < now()
  and s.end_time <= now() and s.status <> 'cancelled' and s.deleted_at is null`;

/** Sessions of the last four weeks that were due, and those of them that were held. */
export const overviewSessions = rawStatement<object, Overview["sessions"]>()(sql`
  select count(*)::int as due, count(*) filter (where s.status = 'completed')::int as held
    from sessions s where ${lastFourWeeks}`);

/** Minutes of the last four weeks, by the same rule as on every page: expected, not cancelled, over. */
export const overviewDose = rawStatement<object, { readonly part: number; readonly whole: number }>()(sql`
  select coalesce(sum(a.minutes_attended), 0)::int as part,
    coalesce(sum(extract(epoch from s.end_time - s.start_time) / 60), 0)::int as whole
    from sessions s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'expected'
   where s.intervention_id is not null and ${lastFourWeeks}`);

/** Sessions to come within a week, by who leads them. */
export const overviewLoad = rawStatement<object, { readonly name: string; readonly sessions: number }>()(sql`
  select u.name, count(*)::int as sessions from sessions s
    join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id
   where s.tenant_id = ${tenant} and s.start_time >= now() and s.start_time < now() + interval '7 days'
     and s.status = 'scheduled' and s.deleted_at is null
   group by u.id, u.name order by 2 desc, u.name limit 8`);

/**
 * What the points of the enrolments that run said when they were last looked at: the same rows as on the pages of
 * interventions and in their lists.
 */
export const overviewVerdicts = rawStatement<object, Overview["verdicts"]>()(sql`
  select count(*) filter (where v.finding = 'reached' and not v.is_undelivered)::int as reached,
    count(*) filter (where v.finding = 'above' and not v.is_undelivered)::int as above,
    count(*) filter (where v.finding = 'around' and not v.is_undelivered)::int as around,
    count(*) filter (where v.finding = 'below' and not v.is_undelivered)::int as below,
    count(*) filter (where v.is_undelivered)::int as undelivered,
    count(*) filter (where v.finding = 'too_few' and not v.is_undelivered)::int as "tooFew",
    count(*) filter (where v.id is null)::int as "noGoal"
    from enrollments e
    join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id and i.status = 'active' and i.deleted_at is null
    left join progress_verdicts v on v.tenant_id = e.tenant_id and v.enrollment_id = e.id
   where e.tenant_id = ${tenant} and e.status = 'active'`);
