import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";
import { slotRows, type Slot } from "./slot-facts.ts";

const ids = sql`${sql.placeholder("sessionIds")}::uuid[]`;
type Ids = { readonly sessionIds: string };

const listOf = (all: readonly { readonly sessionId: string }[]): string =>
  `{${all.map(({ sessionId }) => sessionId).join(",")}}`;

/** Nobody's time is claimed for them any more. First of all: a series that moves passes over its own old places. */
const releaseClaims = rawStatement<Ids>()(sql`
  update bookings set active = false, updated_at = now()
   where tenant_id = app.tenant_id() and session_id = any (${ids}) and active`);

const writeSlots = rawStatement<{ slots: string }>()(sql`
  update sessions s set start_time = r.starts_at, end_time = r.ends_at, facilitator_id = r.facilitator_id,
      location_id = r.location_id, status = 'scheduled', cancelled_reason = null, roster_version = s.roster_version + 1,
      updated_at = now()
    from jsonb_to_recordset(${sql.placeholder("slots")}::jsonb)
      as r (session_id uuid, starts_at timestamptz, ends_at timestamptz, facilitator_id uuid, location_id uuid)
   where s.tenant_id = app.tenant_id() and s.id = r.session_id`);

/** Whoever joined while a session was cancelled gets a row on its roster, and is counted as expected. */
const addJoined = rawStatement<Ids & { readonly mutationId: string }>()(sql`
  with joined as (
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, client_mutation_id)
    select s.tenant_id, gen_random_uuid(), s.id, e.student_id, e.id, ${sql.placeholder("mutationId")}::uuid
      from sessions s
      join enrollments e on e.tenant_id = s.tenant_id and e.intervention_id = s.intervention_id and e.status = 'active'
     where s.tenant_id = app.tenant_id() and s.id = any (${ids})
    on conflict (tenant_id, session_id, student_id) do nothing
    returning session_id, student_id
  )
  insert into attendance_rollups as k (tenant_id, id, source_kind, source_id, student_id, expected)
  select s.tenant_id, gen_random_uuid(), s.kind, s.intervention_id, j.student_id, count(*)::int
    from joined j join sessions s on s.tenant_id = app.tenant_id() and s.id = j.session_id
   group by s.tenant_id, s.kind, s.intervention_id, j.student_id
  on conflict (tenant_id, source_kind, source_id, student_id) do update set expected = k.expected + excluded.expected,
      updated_at = now()`);

/** Whoever left meanwhile is no longer expected. */
const dropGone = rawStatement<Ids>()(sql`
  with gone as (
    update attendance_records a set expectation = 'not_expected', version = a.version + 1, updated_at = now()
      from enrollments e, sessions s
     where a.tenant_id = app.tenant_id() and a.session_id = any (${ids}) and a.expectation = 'expected'
       and a.status = 'scheduled' and e.tenant_id = a.tenant_id and e.id = a.enrollment_id and e.status <> 'active'
       and s.tenant_id = a.tenant_id and s.id = a.session_id
    returning s.kind, s.intervention_id, a.student_id
  )
  update attendance_rollups k set expected = k.expected - g.n, updated_at = now()
    from (select kind, intervention_id, student_id, count(*)::int as n from gone group by 1, 2, 3) g
   where k.tenant_id = app.tenant_id() and k.source_kind = g.kind and k.source_id = g.intervention_id
     and k.student_id = g.student_id`);

/** The time of staff, room and everyone expected is claimed, whether or not it was claimed and given up before. */
const claimAgain = rawStatement<Ids>()(sql`
  with wanted as (
    select s.tenant_id, s.id as session_id, w.kind, w.id, tstzrange(s.start_time, s.end_time) as during
      from sessions s
      cross join lateral (
        select 'staff' as kind, s.facilitator_id as id where s.facilitator_id is not null
        union all select 'room', s.location_id where s.location_id is not null
        union all select 'student', a.student_id from attendance_records a
          left join enrollments e on e.tenant_id = a.tenant_id and e.id = a.enrollment_id
         where a.tenant_id = s.tenant_id and a.session_id = s.id
           and (a.expectation = 'guest' or a.expectation = 'expected' and e.status = 'active')) w
     where s.tenant_id = app.tenant_id() and s.id = any (${ids}) and s.status = 'scheduled'
  ), again as (
    update bookings b set active = true, during = w.during, updated_at = now() from wanted w
     where b.tenant_id = w.tenant_id and b.session_id = w.session_id and b.resource_kind = w.kind and b.resource_id = w.id
    returning b.session_id, b.resource_kind, b.resource_id
  )
  insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
  select w.tenant_id, gen_random_uuid(), w.session_id, w.kind, w.id, w.during from wanted w
   where not exists (select 1 from again a where a.session_id = w.session_id and a.resource_kind = w.kind and a.resource_id = w.id)`);

/** Puts sessions where the slots say, with all that follows. The slots are free: `insistOnFree` comes first. */
export const placeSessions = (tx: Tx, slots: readonly Slot[], mutationId: string): void => {
  const sessionIds = listOf(slots);
  tx.write(releaseClaims({ sessionIds }));
  tx.write(writeSlots(slotRows(slots)));
  tx.write(addJoined({ sessionIds, mutationId }));
  tx.write(dropGone({ sessionIds }));
  tx.write(claimAgain({ sessionIds }));
};

const cancel = rawStatement<Ids & { readonly reason: string }>()(sql`
  update sessions set status = 'cancelled', cancelled_reason = ${sql.placeholder("reason")},
      roster_version = roster_version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = any (${ids})`);

/** They do not take place: nobody's time is claimed for them. Their rosters stay as planned. */
export const cancelWrites = (tx: Tx, sessions: readonly { readonly id: string }[], reason: string): void => {
  const sessionIds = `{${sessions.map(({ id }) => id).join(",")}}`;
  tx.write(releaseClaims({ sessionIds }));
  tx.write(cancel({ sessionIds, reason }));
};

export const setSubstitutedFor = rawStatement<{ sessionId: string; person: string | null }>()(sql`
  update sessions set substituted_for = ${sql.placeholder("person")}::uuid
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("sessionId")}::uuid`);

/** The later part of a series becomes one of its own; the earlier ends the day before. */
export const splitSeries = rawStatement<{
  from: string;
  into: string;
  startsOn: string;
  time: string;
  durationMinutes: number;
  locationId: string | null;
  facilitatorId: string | null;
  sessionIds: string;
}>()(sql`
  with made as (
    insert into session_series (tenant_id, id, intervention_id, recurrence, starts_on, ends_on, local_time, duration_minutes,
        location_id, facilitator_id)
    select o.tenant_id, ${sql.placeholder("into")}::uuid, o.intervention_id, o.recurrence, ${sql.placeholder("startsOn")}::date,
        greatest(o.ends_on, ${sql.placeholder("startsOn")}::date), ${sql.placeholder("time")}::time, ${sql.placeholder("durationMinutes")},
        ${sql.placeholder("locationId")}::uuid, ${sql.placeholder("facilitatorId")}::uuid
      from session_series o where o.tenant_id = app.tenant_id() and o.id = ${sql.placeholder("from")}::uuid
  ), shortened as (
    update session_series o set ends_on = greatest(o.starts_on, ${sql.placeholder("startsOn")}::date - 1), version = o.version + 1,
        updated_at = now()
     where o.tenant_id = app.tenant_id() and o.id = ${sql.placeholder("from")}::uuid
  )
  update sessions s set series_id = ${sql.placeholder("into")}::uuid
   where s.tenant_id = app.tenant_id() and s.id = any (${ids})`);

export const writeSeries = rawStatement<{
  seriesId: string;
  time: string;
  durationMinutes: number;
  locationId: string | null;
  facilitatorId: string | null;
}>()(sql`
  update session_series set local_time = ${sql.placeholder("time")}::time, duration_minutes = ${sql.placeholder("durationMinutes")},
      location_id = ${sql.placeholder("locationId")}::uuid, facilitator_id = ${sql.placeholder("facilitatorId")}::uuid,
      version = version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("seriesId")}::uuid`);
