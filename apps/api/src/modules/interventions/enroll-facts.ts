import { rawStatement } from "@handrail/db/statement";
import type { EnrollmentClash } from "@handrail/domain/interventions/enrollment-schema";
import type { SessionId, StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const chosen = sql`${sql.placeholder("studentIds")}::uuid[]`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

interface Chosen {
  readonly interventionId: string;
  /** As Postgres writes a list: `{a,b}`. */
  readonly studentIds: string;
}

/** As `holdStudent` of one, for many, in one order: two who book the same students come one after another. */
export const holdStudents = rawStatement<{ studentIds: string }, object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('books ' || held.id::text, 0))
    from (select id from unnest(${chosen}) as id order by id) held`);

interface StudentFacts {
  readonly studentId: StudentId;
  readonly displayCode: string;
  readonly status: string;
  readonly isEnrolled: boolean;
  readonly isWaiting: boolean;
}

export const studentsToEnroll = rawStatement<Chosen, StudentFacts>()(sql`
  select st.id as "studentId", st.display_code as "displayCode", st.status,
    exists (select 1 from enrollments e where e.tenant_id = st.tenant_id and e.intervention_id = ${intervention}
      and e.student_id = st.id and e.status = 'active') as "isEnrolled",
    exists (select 1 from waiting_list w where w.tenant_id = st.tenant_id and w.intervention_id = ${intervention}
      and w.student_id = st.id and w.status = 'waiting') as "isWaiting"
    from students st
   where st.tenant_id = ${tenant} and st.id = any (${chosen}) and st.deleted_at is null`);

/** How many take part, and who waits first. Asked behind the intervention's lock: nobody changes it meanwhile. */
export const placesTaken = rawStatement<
  { interventionId: string },
  { readonly enrolled: number; readonly firstWaiting: StudentId | null }
>()(sql`
  select (select count(*)::int from enrollments e where e.tenant_id = ${tenant} and e.intervention_id = ${intervention}
      and e.status = 'active') as enrolled,
    (select w.student_id from waiting_list w where w.tenant_id = ${tenant} and w.intervention_id = ${intervention}
      and w.status = 'waiting' order by w.created_at, w.id limit 1) as "firstWaiting"`);

interface ClashRow {
  readonly studentId: StudentId;
  readonly sessionId: SessionId;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Of these students' other sessions, those that lie over sessions to come. The exclusion constraint has the last word. */
export const clashesOfStudents = rawStatement<Chosen, ClashRow>()(sql`
  select b.resource_id as "studentId", s.id as "sessionId", coalesce(i.name, '') as title, o.start_time as "startsAt",
    o.end_time as "endsAt"
    from sessions s
    join bookings b on b.tenant_id = s.tenant_id and b.active and b.resource_kind = 'student'
      and b.resource_id = any (${chosen}) and b.during && tstzrange(s.start_time, s.end_time) and b.session_id <> s.id
    join sessions o on o.tenant_id = b.tenant_id and o.id = b.session_id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
   where s.tenant_id = ${tenant} and s.intervention_id = ${intervention} and s.status = 'scheduled'
     and s.end_time > now() and s.deleted_at is null
   order by s.start_time, s.id`);

export const clashOf = ({ sessionId, title, startsAt, endsAt }: ClashRow): EnrollmentClash => ({
  sessionId,
  title,
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});
