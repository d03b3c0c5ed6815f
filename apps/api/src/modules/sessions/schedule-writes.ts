import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";

const rows = sql`jsonb_to_recordset(${sql.placeholder("rows")}::jsonb)`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;
type Rows = { readonly interventionId: string; readonly rows: string };

export const insertSeries = rawStatement<Rows>()(sql`
  insert into session_series (tenant_id, id, intervention_id, recurrence, starts_on, ends_on, local_time, duration_minutes,
      location_id, facilitator_id)
  select app.tenant_id(), r.id, ${intervention}, r.recurrence, r.starts_on, r.ends_on, r.local_time, r.duration_minutes,
      r.location_id, r.facilitator_id
    from ${rows} as r (id uuid, recurrence text, starts_on date, ends_on date, local_time time, duration_minutes int,
      location_id uuid, facilitator_id uuid)`);

/** Numbered after those that are there. */
export const insertSessions = rawStatement<Rows>()(sql`
  insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, location_id, facilitator_id,
      series_id, occurs_on, make_up_for)
  select app.tenant_id(), r.id, 'intervention', ${intervention}, before.last + r.place, r.start_time, r.end_time,
      r.location_id, r.facilitator_id, r.series_id, r.occurs_on, r.make_up_for
    from (select coalesce(max(s.number), 0) as last from sessions s
           where s.tenant_id = app.tenant_id() and s.intervention_id = ${intervention}) before,
      ${rows} as r (id uuid, place int, start_time timestamptz, end_time timestamptz, location_id uuid, facilitator_id uuid,
        series_id uuid, occurs_on date, make_up_for uuid)`);

/** Everyone enrolled gets a row on each roster, unmarked, and is counted as expected. */
export const insertRosters = rawStatement<{ interventionId: string; sessionIds: string; mutationId: string }>()(sql`
  with made as (
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, client_mutation_id)
    select e.tenant_id, gen_random_uuid(), s.id, e.student_id, e.id, ${sql.placeholder("mutationId")}::uuid
      from unnest(${sql.placeholder("sessionIds")}::uuid[]) as s (id), enrollments e
     where e.tenant_id = app.tenant_id() and e.intervention_id = ${intervention} and e.status = 'active'
    returning student_id
  )
  insert into attendance_rollups as k (tenant_id, id, source_kind, source_id, student_id, expected)
  select app.tenant_id(), gen_random_uuid(), 'intervention', ${intervention}, m.student_id, count(*)::int
    from made m group by m.student_id
  on conflict (tenant_id, source_kind, source_id, student_id) do update set expected = k.expected + excluded.expected,
      updated_at = now()`);

/** Claims the time of staff, rooms and everyone expected, for sessions that nobody is booked for yet. */
export const insertClaims = rawStatement<{ sessionIds: string }>()(sql`
  insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
  select s.tenant_id, gen_random_uuid(), s.id, w.kind, w.id, tstzrange(s.start_time, s.end_time)
    from sessions s
    cross join lateral (
      select 'staff' as kind, s.facilitator_id as id where s.facilitator_id is not null
      union all select 'room', s.location_id where s.location_id is not null
      union all select 'student', a.student_id from attendance_records a
       where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'expected') w
   where s.tenant_id = app.tenant_id() and s.id = any (${sql.placeholder("sessionIds")}::uuid[])`);
