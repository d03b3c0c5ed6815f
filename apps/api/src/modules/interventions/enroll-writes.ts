import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";

const rows = sql`jsonb_to_recordset(${sql.placeholder("rows")}::jsonb)`;

export const insertEnrollments = rawStatement<{
  interventionId: string;
  source: string;
  at: string;
  rows: string;
}>()(sql`
  insert into enrollments (tenant_id, id, intervention_id, student_id, source, enrolled_at)
  select app.tenant_id(), r.id, ${sql.placeholder("interventionId")}::uuid, r.student_id, ${sql.placeholder("source")},
      ${sql.placeholder("at")}::timestamptz
    from ${rows} as r (id uuid, student_id uuid)`);

/**
 * A row on every roster to come, and the counters with them. Whoever was on a roster before (withdrawn since, or as a
 * guest) gets the row they had.
 */
export const insertRosterRows = rawStatement<{
  interventionId: string;
  mutationId: string;
  rows: string;
  counters: string;
}>()(sql`
  with put as (
    insert into attendance_records as a (tenant_id, id, session_id, student_id, enrollment_id, expectation, client_mutation_id)
    select app.tenant_id(), r.id, r.session_id, r.student_id, r.enrollment_id, r.expectation, ${sql.placeholder("mutationId")}::uuid
      from ${rows} as r (id uuid, session_id uuid, student_id uuid, enrollment_id uuid, expectation text)
    on conflict (tenant_id, session_id, student_id) do update set enrollment_id = excluded.enrollment_id,
        expectation = excluded.expectation, version = a.version + 1, client_mutation_id = excluded.client_mutation_id,
        updated_at = now()
      where a.status = 'scheduled' and a.expectation <> 'expected'
    returning a.student_id, a.expectation
  )
  insert into attendance_rollups as k (tenant_id, id, source_kind, source_id, student_id, expected)
  select app.tenant_id(), c.id, 'intervention', ${sql.placeholder("interventionId")}::uuid, c.student_id,
      (select count(*)::int from put where put.student_id = c.student_id and put.expectation = 'expected')
    from jsonb_to_recordset(${sql.placeholder("counters")}::jsonb) as c (id uuid, student_id uuid)
   where exists (select 1 from put where put.student_id = c.student_id)
  on conflict (tenant_id, source_kind, source_id, student_id) do update set expected = k.expected + excluded.expected,
      updated_at = now()`);

/** A row that was marked before the student was withdrawn belongs to the new enrolment from now on. */
export const takeOverRows = rawStatement<{ rows: string }>()(sql`
  update attendance_records a set enrollment_id = r.enrollment_id, updated_at = now()
    from ${rows} as r (session_id uuid, student_id uuid, enrollment_id uuid)
   where a.tenant_id = app.tenant_id() and a.session_id = r.session_id and a.student_id = r.student_id
     and a.expectation <> 'guest' and a.enrollment_id is distinct from r.enrollment_id`);

/** Claims the students' time for the sessions, whether or not it was claimed and given up before. */
export const insertBookings = rawStatement<{ rows: string }>()(sql`
  with wanted as (
    select r.id, r.session_id, r.student_id, tstzrange(s.start_time, s.end_time) as during
      from ${rows} as r (id uuid, session_id uuid, student_id uuid)
      join sessions s on s.tenant_id = app.tenant_id() and s.id = r.session_id
  ), again as (
    update bookings b set active = true, during = w.during, updated_at = now() from wanted w
     where b.tenant_id = app.tenant_id() and b.session_id = w.session_id and b.resource_kind = 'student'
       and b.resource_id = w.student_id
    returning b.session_id, b.resource_id
  )
  insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
  select app.tenant_id(), w.id, w.session_id, 'student', w.student_id, w.during from wanted w
   where not exists (select 1 from again a where a.session_id = w.session_id and a.resource_id = w.student_id)`);

export const insertWaiting = rawStatement<{ interventionId: string; rows: string }>()(sql`
  insert into waiting_list (tenant_id, id, intervention_id, student_id, added_by, created_at)
  select app.tenant_id(), r.id, ${sql.placeholder("interventionId")}::uuid, r.student_id, app.user_id(), clock_timestamp()
    from ${rows} as r (id uuid, student_id uuid)`);

/** Whoever takes part, or leaves the list, waits no longer. */
export const settleWaiting = rawStatement<{ interventionId: string; studentIds: string; status: string }>()(sql`
  update waiting_list set status = ${sql.placeholder("status")}, settled_at = now(), updated_at = now(), version = version + 1
   where tenant_id = app.tenant_id() and intervention_id = ${sql.placeholder("interventionId")}::uuid
     and student_id = any (${sql.placeholder("studentIds")}::uuid[]) and status = 'waiting'`);

/** Enrolments end: the students are no longer expected at sessions to come, and their time is free. Marks stay. */
export const endEnrollments = rawStatement<{ enrollmentIds: string; status: string; reason: string; at: string }>()(sql`
  update enrollments set status = ${sql.placeholder("status")}, exit_reason = ${sql.placeholder("reason")},
      withdrawn_at = ${sql.placeholder("at")}::timestamptz, version = version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = any (${sql.placeholder("enrollmentIds")}::uuid[])`);

export const releaseRosterRows = rawStatement<{ interventionId: string; enrollmentIds: string }>()(sql`
  with gone as (
    update attendance_records a set expectation = 'not_expected', version = a.version + 1, updated_at = now() from sessions s
     where a.tenant_id = app.tenant_id() and a.enrollment_id = any (${sql.placeholder("enrollmentIds")}::uuid[])
       and a.expectation = 'expected' and a.status = 'scheduled'
       and s.tenant_id = a.tenant_id and s.id = a.session_id and s.status = 'scheduled' and s.end_time > now()
    returning a.session_id, a.student_id
  ), freed as (
    update bookings b set active = false, updated_at = now() from gone g
     where b.tenant_id = app.tenant_id() and b.session_id = g.session_id and b.resource_kind = 'student'
       and b.resource_id = g.student_id
  )
  update attendance_rollups k set expected = k.expected - g.n, updated_at = now()
    from (select student_id, count(*)::int as n from gone group by student_id) g
   where k.tenant_id = app.tenant_id() and k.source_kind = 'intervention'
     and k.source_id = ${sql.placeholder("interventionId")}::uuid and k.student_id = g.student_id`);
