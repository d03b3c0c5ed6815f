import { rawStatement } from "@handrail/db/statement";
import type { EffectCounts } from "@handrail/domain/progress/effect";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;

/** A trend needs at least so many points to say which way it goes. */
const fewestPoints = 4;

/**
 * Every program line with what became of its students, all versions together: exits by whether the agreed goal was met,
 * verdicts against the aim, least squares slopes a week, and minutes received of those planned so far.
 */
export const effectRows = rawStatement<object, EffectCounts>()(sql`
  with lines as materialized (
    select distinct on (p.line_id) p.line_id, p.id, p.name, p.tier, p.unit from programs p
     where p.tenant_id = ${tenant} and p.deleted_at is null and p.status <> 'draft'
     order by p.line_id, p.version desc
  ), running as materialized (
    select i.id, p.line_id
      from interventions i join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
     where i.tenant_id = ${tenant} and i.deleted_at is null and i.status <> 'draft'
  ), ends as (
    select r.line_id, count(*)::int as enrolled,
      count(*) filter (where e.status = 'exited' and x.met)::int as met,
      count(*) filter (where e.status = 'exited' and x.met is null)::int as "notMet",
      count(*) filter (where e.status = 'withdrawn')::int as withdrawn
      from running r join enrollments e on e.tenant_id = ${tenant} and e.intervention_id = r.id
      left join (select distinct d.enrollment_id, true as met from exit_recommendations d
                  where d.tenant_id = ${tenant} and d.decision = 'accepted' and d.outcome = 'exit' and d.recommended_by is null) x on x.enrollment_id = e.id
     group by r.line_id
  ), slopes as (
    select r.line_id, regr_slope(n.value, (n.measured_on - date '2000-01-01')::float8) * 7 as rate
      from running r join progress_notes n on n.tenant_id = ${tenant} and n.intervention_id = r.id and n.metric = ''
        and n.value is not null and n.deleted_at is null
     group by r.line_id, r.id, n.student_id having count(*) >= ${fewestPoints}
  ), rates as (
    select line_id, count(rate)::int as measured, percentile_cont(0.5) within group (order by rate) as "medianRate" from slopes group by line_id
  ), aims as (
    select r.line_id, count(*)::int as judged,
      count(*) filter (where v.finding in ('reached', 'above', 'around'))::int as "onAim"
      from running r join progress_verdicts v on v.tenant_id = ${tenant} and v.intervention_id = r.id
     where v.finding <> 'too_few' group by r.line_id
  ), doses as (
    select r.line_id, coalesce(sum(a.minutes_attended), 0)::float8 as received,
      sum(extract(epoch from s.end_time - s.start_time) / 60)::float8 as planned
      from running r join sessions s on s.tenant_id = ${tenant} and s.intervention_id = r.id and s.status <> 'cancelled'
        and s.end_time <= now() and s.deleted_at is null
      join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'expected'
     group by r.line_id)
  select l.line_id as "lineId", l.id as "programId", l.name, l.tier, l.unit, coalesce(ends.enrolled, 0) as enrolled,
    coalesce(ends.met, 0) as met, coalesce(ends."notMet", 0) as "notMet", coalesce(ends.withdrawn, 0) as withdrawn,
    coalesce(aims.judged, 0) as judged, coalesce(aims."onAim", 0) as "onAim",
    coalesce(rates.measured, 0) as measured, rates."medianRate",
    coalesce(doses.received, 0) as received, coalesce(doses.planned, 0) as planned
    from lines l left join ends on ends.line_id = l.line_id left join aims on aims.line_id = l.line_id
    left join rates on rates.line_id = l.line_id
    left join doses on doses.line_id = l.line_id
   where ends.enrolled > 0
   order by l.name, l.line_id`);
