import { rawStatement } from "@handrail/db/statement";
import type { Overview } from "@handrail/domain/progress/insight-schema";
import type { Point } from "@handrail/domain/progress/line";
import { sql } from "drizzle-orm";

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
  with school as materialized (
    select (now() at time zone time_zone)::date as day, time_zone as zone from tenants where id = ${tenant}
  ), present as materialized (
    select st.id, st.tier from students st where st.tenant_id = ${tenant} and st.status = 'active' and st.deleted_at is null
  ), supported as materialized (
    select distinct e.student_id from enrollments e where e.tenant_id = ${tenant} and e.status = 'active'
  ), work as (
    select count(*)::int as open, count(*) filter (where c.follow_up_date < school.day)::int as overdue,
      percentile_cont(0.5) within group (order by school.day - c.last_contact_on) as days
      from cases c, school where c.tenant_id = ${tenant} and c.status <> 'closed' and c.deleted_at is null)
  select school.day::text as today, school.zone,
    (select count(*)::int from present where tier = 1) as one, (select count(*)::int from present where tier = 2) as two,
    (select count(*)::int from present where tier = 3) as three,
    (select count(*)::int from present where tier >= 2 and id not in (select student_id from supported)) as unsupported,
    (select count(*)::int from exit_recommendations r where r.tenant_id = ${tenant} and r.decision = 'pending') as decisions,
    work.open as "openCases", work.overdue as "overdueCases", work.days as "medianDays"
    from school, work`);

/** Sessions of the last four weeks that were due: held, or with a roster that nobody took. */
export const overviewSessions = rawStatement<object, Overview["sessions"]>()(sql`
  select count(*)::int as due, count(*) filter (where s.status = 'completed')::int as held,
    count(*) filter (where s.status = 'scheduled')::int as unmarked
    from sessions s
   where s.tenant_id = ${tenant} and s.start_time >= now() - interval '28 days' and s.start_time < now() and s.end_time <= now()
     and s.status <> 'cancelled' and s.deleted_at is null`);

/** Sessions to come within a week, by who leads them. */
export const overviewLoad = rawStatement<object, { readonly name: string; readonly sessions: number }>()(sql`
  select u.name, count(*)::int as sessions from sessions s
    join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id
   where s.tenant_id = ${tenant} and s.start_time >= now() and s.start_time < now() + interval '7 days'
     and s.status = 'scheduled' and s.deleted_at is null
   group by u.id, u.name order by 2 desc, u.name limit 8`);

/** One enrolment that runs, with what its verdict rests on: counters, not marks, so that years of them cost nothing. */
export const overviewEnrollments = rawStatement<
  object,
  {
    readonly settings: unknown;
    readonly goal: {
      baseline: number | null;
      startsOn: string;
      target: number;
      targetOn: string;
      higherIsBetter: boolean;
    } | null;
    readonly points: Point[] | null;
    readonly phases: string[] | null;
    readonly entered: number;
    readonly attended: number;
    readonly received: number;
    readonly minutes: number;
  }
>()(sql`
  with running as materialized (
    select e.intervention_id, e.student_id, p.duration_minutes, p.measure, i.decision_settings
      from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
      join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
     where e.tenant_id = ${tenant} and e.status = 'active' and i.status = 'active' and i.deleted_at is null
  ), points as (
    select n.intervention_id, n.student_id, jsonb_agg(jsonb_build_object('on', n.measured_on, 'value', n.value) order by n.measured_on) as list
      from progress_notes n
     where n.tenant_id = ${tenant} and n.metric = '' and n.value is not null and n.deleted_at is null
     group by 1, 2
  ), goals as (
    select distinct on (g.intervention_id, g.student_id) g.intervention_id, g.student_id,
      jsonb_build_object('baseline', g.baseline, 'startsOn', g.starts_on, 'target', g.target, 'targetOn', g.target_on,
        'higherIsBetter', g.higher_is_better) as goal
      from intervention_goals g join running r on r.intervention_id = g.intervention_id and r.student_id = g.student_id
     where g.tenant_id = ${tenant} and g.deleted_at is null and g.status <> 'dropped'
     order by g.intervention_id, g.student_id, g.measure <> r.measure, g.status <> 'active', g.starts_on desc
  ), phases as (
    select c.intervention_id, c.student_id, jsonb_agg(c.changed_on order by c.changed_on) as days from phase_changes c
     where c.tenant_id = ${tenant} and c.deleted_at is null group by 1, 2)
  select coalesce((select s.value from settings s where s.tenant_id = ${tenant} and s.key = 'progress.rule'), '{}'::jsonb)
      || r.decision_settings as settings,
    goals.goal, points.list as points, coalesce(own.days, '[]'::jsonb) || coalesce(whole.days, '[]'::jsonb) as phases,
    coalesce(k.present + k.tardy + k.absent + k.excused, 0) as entered, coalesce(k.present + k.tardy, 0) as attended,
    coalesce(k.minutes, 0) as received, r.duration_minutes as minutes
    from running r
    left join points on points.intervention_id = r.intervention_id and points.student_id = r.student_id
    left join goals on goals.intervention_id = r.intervention_id and goals.student_id = r.student_id
    left join phases own on own.intervention_id = r.intervention_id and own.student_id = r.student_id
    left join phases whole on whole.intervention_id = r.intervention_id and whole.student_id is null
    left join attendance_rollups k on k.tenant_id = ${tenant} and k.source_kind = 'intervention'
      and k.source_id = r.intervention_id and k.student_id = r.student_id`);
