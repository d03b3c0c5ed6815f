import { rawStatement } from "@handrail/db/statement";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import type { ProgressMetric } from "@handrail/domain/interventions/schema";
import type { EnrollmentId, InterventionId, StudentId } from "@handrail/domain/kernel/ids";
import type { Grid, GridCell } from "@handrail/domain/progress/point-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;
const day = sql`coalesce(${sql.placeholder("day")}::date, school.day)`;

type Of = { readonly interventionId: string };
type OnDay = Of & { readonly day: string | null };

const school = sql`school as materialized (
  select (now() at time zone app.zone_of(id))::date as day, app.zone_of(id) as zone from tenants where id = ${tenant})`;

/** Earlier days of a grid, beside the one that is filled in. */
const earlier = 4;

const shownDays = sql`shown as materialized (
  (select distinct n.measured_on as day from progress_notes n, school
    where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.metric = '' and n.value is not null
      and n.deleted_at is null and n.measured_on < ${day}
    order by n.measured_on desc limit ${earlier})
  union select ${day} from school)`;

export const gridHead = rawStatement<
  OnDay,
  {
    readonly version: number;
    readonly today: string;
    readonly metric: ProgressMetric;
    readonly lowest: number | null;
    readonly highest: number | null;
    readonly measure: string;
    readonly unit: string;
    readonly days: string[];
  }
>()(sql`
  with ${school}, ${shownDays}
  select i.version, school.day::text as today, p.progress_metric as metric, p.lowest_value as lowest, p.highest_value as highest,
    p.measure, p.unit, (select jsonb_agg(shown.day::text order by shown.day) from shown) as days
    from interventions i join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id, school
   where i.tenant_id = ${tenant} and i.id = ${intervention} and i.deleted_at is null`);

/** Who took part on one of the days shown, with all their times of taking part. */
export const gridStudents = rawStatement<
  OnDay,
  {
    readonly studentId: StudentId;
    readonly enrollmentId: EnrollmentId;
    readonly displayCode: string;
    readonly gradeLevel: string;
    readonly spans: Grid["rows"][number]["spans"];
  }
>()(sql`
  with ${school}, ${shownDays}, spans as (
    select e.id, e.student_id, e.status, e.enrolled_at, (e.enrolled_at at time zone school.zone)::date as first_day,
        (e.withdrawn_at at time zone school.zone)::date as last_day
      from enrollments e, school
     where e.tenant_id = ${tenant} and e.intervention_id = ${intervention}),
  people as (
    select s.student_id, (array_agg(s.id order by s.status <> 'active', s.enrolled_at desc))[1] as enrollment_id,
        jsonb_agg(jsonb_build_object('from', s.first_day::text, 'to', s.last_day::text) order by s.enrolled_at) as list
      from spans s
     group by s.student_id
    having bool_or(exists (select 1 from shown where s.first_day <= shown.day and (s.last_day is null or s.last_day >= shown.day))))
  select people.enrollment_id as "enrollmentId", people.student_id as "studentId", st.display_code as "displayCode",
    st.grade_level as "gradeLevel", people.list as spans
    from people join students st on st.tenant_id = ${tenant} and st.id = people.student_id
   order by st.display_code`);

export const gridCells = rawStatement<OnDay, GridCell>()(sql`
  with ${school}, ${shownDays}
  select n.id as "noteId", n.student_id as "studentId", n.measured_on as "measuredOn", n.value, n.version, u.name as by
    from progress_notes n join users u on u.tenant_id = n.tenant_id and u.id = n.entered_by
   where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.metric = '' and n.value is not null
     and n.deleted_at is null and n.measured_on in (select shown.day from shown)`);

/** The intervention that a session is of, what ties the person to it, the session's school day, and what is measured. */
export const probeHead = rawStatement<
  { readonly sessionId: string },
  InterventionTies & {
    readonly interventionId: InterventionId;
    readonly measuredOn: string;
    readonly metric: ProgressMetric;
    readonly lowest: number | null;
    readonly highest: number | null;
    readonly measure: string;
    readonly unit: string;
  }
>()(sql`
  select i.id as "interventionId", (s.start_time at time zone app.zone_of(s.tenant_id, s.location_id))::date::text as "measuredOn",
    p.progress_metric as metric, p.lowest_value as lowest, p.highest_value as highest, p.measure, p.unit, i.owner_staff_id as "ownerId", coalesce(m.mine, false) as "isOnTeam",
    coalesce(m.leads, false) as leads,
    exists (select 1 from sessions f where f.tenant_id = i.tenant_id and f.intervention_id = i.id
      and f.facilitator_id = (select app.user_id()) and f.status <> 'cancelled' and f.deleted_at is null) as facilitates
    from sessions s
    join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join lateral (
      select true as mine, w.team_role = 'lead' as leads from intervention_team w
       where w.tenant_id = i.tenant_id and w.intervention_id = i.id and w.user_id = (select app.user_id())) m on true
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
   where s.tenant_id = ${tenant} and s.id = ${sql.placeholder("sessionId")}::uuid and s.deleted_at is null`);

/** For each student of a roster the day's point, and the one before it. */
export const probeRows = rawStatement<
  { readonly sessionId: string },
  {
    readonly studentId: StudentId;
    readonly value: number | null;
    readonly version: number | null;
    readonly beforeOn: string | null;
    readonly beforeValue: number | null;
  }
>()(sql`
  with held as materialized (
    select s.id, s.tenant_id, s.intervention_id, (s.start_time at time zone app.zone_of(s.tenant_id, s.location_id))::date as day
      from sessions s
     where s.tenant_id = ${tenant} and s.id = ${sql.placeholder("sessionId")}::uuid and s.deleted_at is null)
  select a.student_id as "studentId", n.value, n.version, b.measured_on::text as "beforeOn", b.value as "beforeValue"
    from held join attendance_records a on a.tenant_id = held.tenant_id and a.session_id = held.id
    left join progress_notes n on n.tenant_id = a.tenant_id and n.intervention_id = held.intervention_id
      and n.student_id = a.student_id and n.metric = '' and n.measured_on = held.day and n.value is not null
      and n.deleted_at is null
    left join lateral (
      select p.measured_on, p.value from progress_notes p
       where p.tenant_id = a.tenant_id and p.intervention_id = held.intervention_id and p.student_id = a.student_id
         and p.metric = '' and p.measured_on < held.day and p.value is not null and p.deleted_at is null
       order by p.measured_on desc limit 1) b on true
   where a.enrollment_id is not null`);

/** What the audit log keeps of a point, newest first. */
export const noteLines = rawStatement<
  Of & { readonly noteId: string },
  { readonly at: string; readonly by: string; readonly after: { value?: number | null; withdrawn?: true } | null }
>()(sql`
  select l.created_at as at, coalesce(u.name, '') as by, l.after
    from progress_notes n
    join audit_logs l on l.tenant_id = n.tenant_id and l.entity_id = n.id and l.subject_id = n.student_id
    left join users u on u.tenant_id = l.tenant_id and u.id = l.actor_id
   where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.id = ${sql.placeholder("noteId")}::uuid
     and l.action = 'ProgressUpdated'
   order by l.created_at desc, l.id desc limit 100`);
