import { rawStatement } from "@handrail/db/statement";
import type { ProgressMetric } from "@handrail/domain/interventions/schema";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

type Of = { readonly interventionId: string };

/** What an intervention measures. */
export const measureOf = rawStatement<
  Of,
  {
    readonly metric: ProgressMetric;
    readonly lowest: number | null;
    readonly highest: number | null;
    readonly measure: string;
    readonly unit: string;
  }
>()(sql`
  select p.progress_metric as metric, p.lowest_value as lowest, p.highest_value as highest, p.measure, p.unit
    from interventions i join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
   where i.tenant_id = ${tenant} and i.id = ${intervention}`);

export interface EnrolledSpan {
  readonly id: string;
  readonly studentId: StudentId;
  /** School days. */
  readonly from: string;
  readonly to: string | null;
}

/** When these students took part: a student who came back has several spans. */
export const enrolledSpans = rawStatement<Of & { readonly studentIds: string }, EnrolledSpan>()(sql`
  select e.id, e.student_id as "studentId", (e.enrolled_at at time zone app.zone_of(t.id))::date::text as "from",
    (e.withdrawn_at at time zone app.zone_of(t.id))::date::text as "to"
    from enrollments e join tenants t on t.id = e.tenant_id
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention}
     and e.student_id = any (${sql.placeholder("studentIds")}::uuid[])
   order by e.enrolled_at desc`);

/** The session that a note belongs to, if it is one of this intervention. */
export const sessionOfNote = rawStatement<Of & { readonly sessionId: string | null }, { readonly id: string }>()(sql`
  select s.id from sessions s
   where s.tenant_id = ${tenant} and s.intervention_id = ${intervention}
     and s.id = ${sql.placeholder("sessionId")}::uuid and s.deleted_at is null`);

/** The enrolment that ran on a day. */
export const spanOn = (spans: readonly EnrolledSpan[], studentId: string, day: string): EnrolledSpan | undefined =>
  spans.find((span) => span.studentId === studentId && span.from <= day && (span.to === null || day <= span.to));

export interface Note {
  readonly id: string;
  readonly studentId: StudentId;
  readonly enrollmentId: string;
  readonly metric: string;
  readonly note: string | null;
  readonly rating: number | null;
  readonly value: number | null;
  readonly measuredOn: string;
  readonly sessionId: string | null;
  readonly version: number;
}

const note = sql`n.id, n.student_id as "studentId", n.enrollment_id as "enrollmentId", n.metric, n.note, n.rating, n.value,
  n.measured_on as "measuredOn", n.session_id as "sessionId", n.version`;

/** The points that stand on these days, for a command that holds the intervention's lock. */
export const pointsOn = rawStatement<
  Of & { readonly metric: string; readonly studentIds: string; readonly days: string },
  Note
>()(sql`
  select ${note} from progress_notes n
   where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.metric = ${sql.placeholder("metric")}
     and n.student_id = any (${sql.placeholder("studentIds")}::uuid[])
     and n.measured_on = any (${sql.placeholder("days")}::date[]) and n.value is not null and n.deleted_at is null`);

export const noteForChange = rawStatement<Of & { readonly noteId: string | null }, Note>()(sql`
  select ${note} from progress_notes n
   where n.tenant_id = ${tenant} and n.intervention_id = ${intervention} and n.id = ${sql.placeholder("noteId")}::uuid
     and n.deleted_at is null`);

/** A note as it is to be; a withdrawn one keeps what it said. */
export interface NoteWrite extends Note {
  readonly isWithdrawn: boolean;
}

const write = rawStatement<Of & { readonly rows: string }>()(sql`
  insert into progress_notes as n (tenant_id, id, intervention_id, student_id, enrollment_id, session_id, metric, note, rating,
    value, measured_on, entered_by, version, deleted_at)
  select app.tenant_id(), r.id, ${intervention}, r.student_id, r.enrollment_id, r.session_id, r.metric, r.note, r.rating,
      r.value, r.measured_on, app.user_id(), r.version, case when r.is_withdrawn then now() end
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, student_id uuid, enrollment_id uuid,
      session_id uuid, metric text, note text, rating int, value float8, measured_on date, version int, is_withdrawn boolean)
  on conflict (tenant_id, id) do update set enrollment_id = excluded.enrollment_id, note = excluded.note,
    rating = excluded.rating, value = excluded.value, measured_on = excluded.measured_on, entered_by = excluded.entered_by,
    entered_at = now(), version = excluded.version, deleted_at = excluded.deleted_at, updated_at = now()`);

export const writeNotes = (interventionId: string, notes: readonly NoteWrite[]) =>
  write({
    interventionId,
    rows: JSON.stringify(
      notes.map((one) => ({
        id: one.id,
        student_id: one.studentId,
        enrollment_id: one.enrollmentId,
        session_id: one.sessionId,
        metric: one.metric,
        note: one.note,
        rating: one.rating,
        value: one.value,
        measured_on: one.measuredOn,
        version: one.version,
        is_withdrawn: one.isWithdrawn,
      })),
    ),
  });

/** What the audit log keeps of a point: enough to read its history back. Words are only counted. */
export const auditValue = (one: Pick<Note, "value" | "rating" | "measuredOn" | "note" | "version">) => ({
  value: one.value,
  rating: one.rating,
  measuredOn: one.measuredOn,
  hasNote: one.note !== null,
  version: one.version,
});
