import { rawStatement } from "@handrail/db/statement";
import type { EnrollmentStatus, ProgressMetric } from "@handrail/domain/interventions/schema";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { CriterionRow } from "@handrail/domain/progress/exit-schema";
import type { GraphPoint, Phase } from "@handrail/domain/progress/graph-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

type Of = { readonly interventionId: string };
/** Null: all of them; else as Postgres writes a list. */
type Some = Of & { readonly studentIds: string | null };

const chosen = (column: ReturnType<typeof sql>) =>
  sql`(${sql.placeholder("studentIds")}::uuid[] is null or ${column} = any (${sql.placeholder("studentIds")}::uuid[]))`;

export interface Head {
  readonly version: number;
  readonly today: string;
  readonly startsOn: string;
  readonly status: string;
  readonly ownerId: string;
  readonly metric: ProgressMetric;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly measure: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly programVersion: number;
  /** What the intervention says of itself, on top of what the school says. */
  readonly settings: unknown;
}

/** An intervention as its graphs need it. */
export const progressHead = rawStatement<Of, Head>()(sql`
  select i.version, (now() at time zone app.zone_of(t.id))::date::text as today, i.start_date as "startsOn", i.status,
    i.owner_staff_id as "ownerId", p.progress_metric as metric, p.lowest_value as lowest, p.highest_value as highest,
    p.measure, p.unit, p.higher_is_better as "higherIsBetter", p.version as "programVersion",
    coalesce((select s.value from settings s where s.tenant_id = i.tenant_id and s.key = 'progress.rule'), '{}'::jsonb)
      || i.decision_settings as settings
    from interventions i join tenants t on t.id = i.tenant_id
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
   where i.tenant_id = ${tenant} and i.id = ${intervention} and i.deleted_at is null`);

export interface Participant {
  readonly enrollmentId: string;
  readonly enrollmentVersion: number;
  readonly studentId: StudentId;
  readonly displayCode: string;
  readonly gradeLevel: string;
  readonly status: EnrollmentStatus;
}

/** Who takes or took part, each once. */
export const participants = rawStatement<Some, Participant>()(sql`
  select * from (
    select distinct on (e.student_id) e.id as "enrollmentId", e.version as "enrollmentVersion",
        e.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", e.status
      from enrollments e join students st on st.tenant_id = e.tenant_id and st.id = e.student_id
     where e.tenant_id = ${tenant} and e.intervention_id = ${intervention} and ${chosen(sql`e.student_id`)}
     order by e.student_id, e.status <> 'active', e.enrolled_at desc) one
   order by one.status <> 'active', one."displayCode"`);

export type PointRow = GraphPoint & { readonly studentId: StudentId };

/** Everything that was written of them, earliest first. */
export const pointRows = rawStatement<Some, PointRow>()(sql`
  select n.id as "noteId", n.student_id as "studentId", n.measured_on as "on", n.value, n.rating, n.note, n.metric,
    u.name as by, n.version
    from progress_notes n join users u on u.tenant_id = n.tenant_id and u.id = n.entered_by
   where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.deleted_at is null
     and ${chosen(sql`n.student_id`)}
   order by n.measured_on, n.id`);

export interface SessionRow {
  readonly studentId: StudentId;
  readonly on: string;
  readonly status: string;
  readonly planned: number;
  readonly received: number;
}

/** The sessions at which they were expected and that are over. */
export const sessionRows = rawStatement<Some, SessionRow>()(sql`
  select a.student_id as "studentId", (s.start_time at time zone app.zone_of(s.tenant_id, s.location_id))::date::text as "on", a.status,
    (extract(epoch from s.end_time - s.start_time) / 60)::int as planned, coalesce(a.minutes_attended, 0) as received
    from sessions s
    join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
   where s.tenant_id = ${tenant} and s.intervention_id = ${intervention} and s.status <> 'cancelled'
     and s.end_time <= now() and s.deleted_at is null and a.expectation = 'expected' and ${chosen(sql`a.student_id`)}
   order by s.start_time, s.id`);

export const phaseRows = rawStatement<Of, Phase>()(sql`
  select c.id, c.student_id as "studentId", c.changed_on as "on", c.what, u.name as by
    from phase_changes c join users u on u.tenant_id = c.tenant_id and u.id = c.created_by
   where c.tenant_id = ${tenant} and c.intervention_id = ${intervention} and c.deleted_at is null
   order by c.changed_on, c.id`);

export const criterionRows = rawStatement<Of, CriterionRow>()(sql`
  select c.id, c.version, c.threshold_type as "thresholdType", c.metric, c.comparator, c.target_value as "targetValue",
    c."window", c.window_unit as "windowUnit"
    from exit_criteria c
   where c.tenant_id = ${tenant} and c.intervention_id = ${intervention} and c.deleted_at is null
   order by c.created_at, c.id`);

export interface GoalRow {
  readonly id: string;
  readonly studentId: StudentId;
  readonly measure: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly baseline: number | null;
  readonly startsOn: string;
  readonly target: number;
  readonly targetOn: string;
  readonly status: string;
  readonly version: number;
}

/** Goals that were not dropped: of each student those being worked towards first, the newest of them. */
export const progressGoals = rawStatement<Some, GoalRow>()(sql`
  select g.id, g.student_id as "studentId", g.measure, g.unit, g.higher_is_better as "higherIsBetter", g.baseline,
    g.starts_on as "startsOn", g.target, g.target_on as "targetOn", g.status, g.version
    from intervention_goals g
   where g.tenant_id = ${tenant} and g.intervention_id = ${intervention} and g.deleted_at is null
     and g.status <> 'dropped' and ${chosen(sql`g.student_id`)}
   order by g.status <> 'active', g.starts_on desc, g.id`);
