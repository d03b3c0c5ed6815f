import { rawStatement } from "@handrail/db/statement";
import type { GoalRow } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import type { TeamRole } from "@handrail/domain/interventions/schema";
import type { StudentId, UserId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

type Page = { readonly interventionId: string };

interface Head extends Pick<Intervention, "version" | "status" | "statusReason" | "ownerName" | "zone" | "today"> {
  readonly name: string;
  readonly objective: string;
  readonly ownerStaffId: UserId;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly capacity: number | null;
  readonly plannedSessions: number;
  readonly plannedMinutes: number;
  readonly program: Intervention["program"];
}

/** An intervention, the program version it runs and the latest one there is. */
export const interventionHead = rawStatement<Page, Head>()(sql`
  select i.version, i.status, i.status_reason as "statusReason", u.name as "ownerName", app.zone_of(t.id) as zone,
    (now() at time zone app.zone_of(t.id))::date::text as today, i.name, i.objective, i.owner_staff_id as "ownerStaffId",
    i.start_date as "startDate", i.end_date as "endDate", i.capacity, i.planned_sessions as "plannedSessions",
    i.planned_minutes as "plannedMinutes",
    jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version, 'latest', l.version, 'latestId', l.id,
      'type', p.intervention_type, 'tier', p.tier, 'durationMinutes', p.duration_minutes, 'recurrence', p.recurrence,
      'progressMetric', p.progress_metric, 'measure', p.measure, 'unit', p.unit, 'higherIsBetter', p.higher_is_better) as program
    from interventions i
    join tenants t on t.id = i.tenant_id
    join users u on u.tenant_id = i.tenant_id and u.id = i.owner_staff_id
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    cross join lateral (
      select v.id, v.version from programs v where v.tenant_id = p.tenant_id and v.line_id = p.line_id
        and (v.status = 'published' or v.id = p.id) order by v.version desc limit 1) l
   where i.tenant_id = ${tenant} and i.id = ${intervention} and i.deleted_at is null`);

/** Sessions by what became of them, and the day of the latest point. */
export const interventionCounts = rawStatement<
  Page,
  { readonly held: number; readonly toCome: number; readonly lastPointOn: string | null }
>()(sql`
  select count(*) filter (where s.status = 'completed')::int as held,
    count(*) filter (where s.status = 'scheduled' and s.start_time > now())::int as "toCome",
    (select max(n.measured_on)::text from progress_notes n where n.tenant_id = ${tenant}
      and n.intervention_id = ${intervention} and n.value is not null and n.deleted_at is null) as "lastPointOn"
    from sessions s where s.tenant_id = ${tenant} and s.intervention_id = ${intervention} and s.deleted_at is null`);

export const interventionTeamRows = rawStatement<
  Page,
  { readonly userId: UserId; readonly name: string; readonly teamRole: TeamRole }
>()(sql`
  select t.user_id as "userId", u.name, t.team_role as "teamRole" from intervention_team t
    join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
   where t.tenant_id = ${tenant} and t.intervention_id = ${intervention}
   order by case t.team_role when 'lead' then 1 when 'facilitator' then 2 when 'support' then 3 else 4 end, u.name`);

export const goalRows = rawStatement<Page, GoalRow>()(sql`
  select g.id, g.student_id as "studentId", st.display_code as "displayCode", g.measure, g.unit,
    g.higher_is_better as "higherIsBetter", g.baseline, g.starts_on as "startsOn", g.target, g.target_on as "targetOn",
    g.status, g.version
    from intervention_goals g join students st on st.tenant_id = g.tenant_id and st.id = g.student_id
   where g.tenant_id = ${tenant} and g.intervention_id = ${intervention} and g.deleted_at is null
   order by st.display_code, g.starts_on desc, g.id`);

interface EnrolledRow {
  readonly id: string;
  readonly studentId: StudentId;
  readonly displayCode: string;
  readonly gradeLevel: string;
  readonly source: Intervention["enrollments"][number]["source"];
  readonly status: Intervention["enrollments"][number]["status"];
  readonly enrolledAt: string;
  readonly endedAt: string | null;
  readonly exitReason: string | null;
  readonly version: number;
  readonly present: number;
  readonly tardy: number;
  readonly absent: number;
  readonly excused: number;
  readonly minutesReceived: number;
  readonly minutesPlanned: number;
  readonly verdict: Intervention["enrollments"][number]["verdict"];
}

/**
 * Who takes part, then who took part; with what they received in that enrolment of what was planned until now. Minutes are
 * those of sessions that are over, on both sides: a session that runs would be received before it is planned.
 */
export const enrollmentRows = rawStatement<Page, EnrolledRow>()(sql`
  with counted as materialized (
    select a.enrollment_id, count(*) filter (where a.status = 'present')::int as present,
        count(*) filter (where a.status = 'tardy')::int as tardy,
        count(*) filter (where a.status = 'absent')::int as absent,
        count(*) filter (where a.status = 'excused')::int as excused,
        coalesce(sum(a.minutes_attended) filter (where s.end_time <= now() and a.expectation = 'expected'), 0)::int as received,
        coalesce(sum(extract(epoch from s.end_time - s.start_time) / 60)
          filter (where s.end_time <= now() and a.expectation = 'expected'), 0)::int as planned
      from sessions s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
     where s.tenant_id = ${tenant} and s.intervention_id = ${intervention} and s.status <> 'cancelled'
       and s.deleted_at is null and a.enrollment_id is not null
     group by a.enrollment_id)
  select e.id, e.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", e.source,
    e.status, e.enrolled_at as "enrolledAt", e.withdrawn_at as "endedAt", e.exit_reason as "exitReason", e.version,
    coalesce(k.present, 0) as present, coalesce(k.tardy, 0) as tardy, coalesce(k.absent, 0) as absent,
    coalesce(k.excused, 0) as excused, coalesce(k.received, 0) as "minutesReceived",
    coalesce(k.planned, 0) as "minutesPlanned",
    case when v.id is not null then jsonb_build_object('outcome', v.outcome, 'finding', v.finding, 'sentence', v.sentence,
      'isUndelivered', v.is_undelivered) end as verdict
    from enrollments e
    join students st on st.tenant_id = e.tenant_id and st.id = e.student_id
    left join counted k on k.enrollment_id = e.id
    left join progress_verdicts v on v.tenant_id = e.tenant_id and v.enrollment_id = e.id
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention}
   order by e.status <> 'active', st.display_code, e.enrolled_at desc`);

export const waitingRows = rawStatement<
  Page,
  {
    readonly id: string;
    readonly studentId: StudentId;
    readonly displayCode: string;
    readonly gradeLevel: string;
    readonly since: string;
  }
>()(sql`
  select w.id, w.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel",
    w.created_at as since
    from waiting_list w join students st on st.tenant_id = w.tenant_id and st.id = w.student_id
   where w.tenant_id = ${tenant} and w.intervention_id = ${intervention} and w.status = 'waiting'
   order by w.created_at, w.id`);
