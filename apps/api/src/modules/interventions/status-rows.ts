import { rawStatement } from "@handrail/db/statement";
import type { EnrollmentId, SessionId, StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;
type Of = { readonly interventionId: string };

interface SessionToClose {
  readonly id: SessionId;
  readonly rosterVersion: number;
  readonly isRunning: boolean;
}

/** Sessions that its cancelling cancelled and that have not begun, locked: what comes back with it. */
export const cancelledSessions = rawStatement<Of, SessionToClose>()(sql`
  select s.id, s.roster_version as "rosterVersion", false as "isRunning" from sessions s
    join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
   where s.tenant_id = ${tenant} and s.intervention_id = ${intervention} and s.status = 'cancelled'
     and s.cancelled_reason = i.status_reason and s.start_time > now() and s.deleted_at is null
   order by s.id for no key update of s`);

interface EnrollmentToClose {
  readonly id: EnrollmentId;
  readonly studentId: StudentId;
}

export const activeEnrollments = rawStatement<Of, EnrollmentToClose>()(sql`
  select e.id, e.student_id as "studentId" from enrollments e
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention} and e.status = 'active'
   order by e.student_id for no key update of e`);

/** Enrolments that its cancelling ended, of students who are there and not enrolled anew. */
export const endedEnrollments = rawStatement<Of, EnrollmentToClose>()(sql`
  select e.id, e.student_id as "studentId" from enrollments e
    join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
    join students st on st.tenant_id = e.tenant_id and st.id = e.student_id and st.status = 'active' and st.deleted_at is null
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention} and e.status <> 'active'
     and e.withdrawn_at = i.closed_at and e.exit_reason = i.status_reason
   order by e.student_id for no key update of e`);

/** Nobody waits for a place in what is closed. */
export const closeWaiting = rawStatement<Of>()(sql`
  update waiting_list set status = 'left', updated_at = now()
   where tenant_id = app.tenant_id() and intervention_id = ${intervention} and status = 'waiting'`);

export const writeStatus = rawStatement<{
  interventionId: string;
  status: string;
  reason: string | null;
  closedAt: string | null;
  version: number;
}>()(sql`
  update interventions set status = ${sql.placeholder("status")}, status_reason = ${sql.placeholder("reason")},
      closed_at = ${sql.placeholder("closedAt")}::timestamptz, version = ${sql.placeholder("version")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${intervention}`);

/** The sessions do not take place: nobody's time and no room is claimed for them any more. Their rosters stay as planned. */
export const cancelSessions = rawStatement<{ sessionIds: string; reason: string }>()(sql`
  with gone as (
    update sessions set status = 'cancelled', cancelled_reason = ${sql.placeholder("reason")},
        roster_version = roster_version + 1, updated_at = now()
     where tenant_id = app.tenant_id() and id = any (${sql.placeholder("sessionIds")}::uuid[])
    returning id
  )
  update bookings b set active = false, updated_at = now() from gone
   where b.tenant_id = app.tenant_id() and b.session_id = gone.id and b.active`);

/** Claims that coming back would make: the staff and rooms of the sessions, and the students expected there. */
const claims = sql`
  select b.id, b.session_id, b.resource_kind, b.resource_id, tstzrange(s.start_time, s.end_time) as during
    from sessions s join bookings b on b.tenant_id = s.tenant_id and b.session_id = s.id
   where s.tenant_id = app.tenant_id() and s.id = any (${sql.placeholder("sessionIds")}::uuid[])
     and (b.resource_kind = 'staff' and b.resource_id = s.facilitator_id
       or b.resource_kind = 'room' and b.resource_id = s.location_id
       or b.resource_kind = 'student' and exists (
         select 1 from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id
           and a.student_id = b.resource_id and a.expectation <> 'not_expected'
           and (a.expectation = 'guest' or a.enrollment_id = any (${sql.placeholder("enrollmentIds")}::uuid[]))))`;

type Returning = { readonly sessionIds: string; readonly enrollmentIds: string };

/** What is in the way of coming back. */
export const clashesOfReturn = rawStatement<
  Returning,
  {
    readonly kind: "staff" | "room" | "student";
    readonly sessionId: SessionId;
    readonly title: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly total: number;
  }
>()(sql`
  with claims as materialized (${claims})
  select c.resource_kind as kind, o.id as "sessionId", coalesce(i.name, '') as title, o.start_time as "startsAt",
    o.end_time as "endsAt", count(*) over ()::int as total
    from claims c
    join bookings b on b.tenant_id = app.tenant_id() and b.active and b.resource_kind = c.resource_kind
      and b.resource_id = c.resource_id and b.during && c.during and b.session_id <> c.session_id
    join sessions o on o.tenant_id = b.tenant_id and o.id = b.session_id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
   order by o.start_time, o.id limit 1`);

export const reviveSessions = rawStatement<Returning>()(sql`
  with claims as materialized (${claims}), back as (
    update sessions set status = 'scheduled', cancelled_reason = null, roster_version = roster_version + 1, updated_at = now()
     where tenant_id = app.tenant_id() and id = any (${sql.placeholder("sessionIds")}::uuid[])
  )
  update bookings b set active = true, during = c.during, updated_at = now() from claims c
   where b.tenant_id = app.tenant_id() and b.id = c.id`);

export const reviveEnrollments = rawStatement<{ enrollmentIds: string }>()(sql`
  update enrollments set status = 'active', withdrawn_at = null, exit_reason = null, version = version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = any (${sql.placeholder("enrollmentIds")}::uuid[])`);
