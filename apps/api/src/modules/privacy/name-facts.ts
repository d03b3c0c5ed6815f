import { rawStatement } from "@handrail/db/statement";
import type { RevealPurpose } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";

/** One student whose name is asked for, with what decides over it. */
export interface NameFactsRow {
  readonly studentId: string;
  readonly isRelated: boolean;
  /** The consent that allows it now. */
  readonly consentId: string | null;
  /** In this person's record of this list and day already. */
  readonly isRecorded: boolean;
}

export interface RevealDay {
  readonly day: string;
  readonly expiresAt: string;
  /** The record of this list, if it was shown today. */
  readonly revealId: string | null;
  readonly recorded: number;
}

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;
const sessionId = sql`${sql.placeholder("sessionId")}::uuid`;
const purpose = sql`${sql.placeholder("purpose")}::text`;

interface Asked {
  sessionId: string;
  purpose: RevealPurpose;
}

/** One list of one person at a time: two tabs that open a roster together make one record. */
export const lockReveal = rawStatement<Asked>()(sql`
  select pg_advisory_xact_lock(hashtextextended('reveal ' || ${person} || ${sessionId} || ${purpose}, 0))`);

const school = sql`school as materialized (
  select (now() at time zone time_zone)::date as day, time_zone as zone from tenants where id = ${tenant})`;

/** The school's day and today's record. It lasts to the end of that day, and 12 hours for lists opened late. */
export const revealDay = rawStatement<Asked, RevealDay>()(sql`
  with ${school}
  select school.day::text as day,
    greatest((school.day + 1)::timestamp at time zone school.zone, now() + interval '12 hours')::text as "expiresAt",
    r.id as "revealId",
    (select count(*)::int from reveal_subjects s where s.tenant_id = r.tenant_id and s.reveal_id = r.id) as recorded
    from school left join reveals r on r.tenant_id = ${tenant} and r.user_id = ${person} and r.purpose = ${purpose}
      and r.context_id = ${sessionId} and r.day = school.day`);

/**
 * Whose names the list would show. `roster`: everyone with a row in the session. `walk_in`: active students who have
 * none, and whom the person works with; with the duty to see all (`everyone`), all of them.
 */
export const nameFacts = rawStatement<Asked, NameFactsRow>()(sql`
  with ${school},
  mine as materialized (
    select i.id from interventions i
     where i.tenant_id = ${tenant} and i.status = 'active' and i.deleted_at is null
       and (exists (select 1 from intervention_team t
                     where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
         or exists (select 1 from sessions s
                     where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
                       and s.status <> 'cancelled' and s.deleted_at is null))),
  related as materialized (
    select e.student_id from enrollments e join mine on mine.id = e.intervention_id
     where e.tenant_id = ${tenant} and e.status = 'active'
    union
    select r.student_id from student_staff r, school
     where r.tenant_id = ${tenant} and r.user_id = ${person} and r.since <= school.day and (r.until is null or r.until > school.day)),
  tied as materialized (
    select exists (
      select 1 from sessions s
       where s.tenant_id = ${tenant} and s.id = ${sessionId}
         and (s.facilitator_id = ${person} or exists (select 1 from intervention_team t
               where t.tenant_id = s.tenant_id and t.intervention_id = s.intervention_id and t.user_id = ${person}))) as yes),
  everyone as materialized (
    select exists (
      select 1 from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
       where ur.tenant_id = ${tenant} and ur.user_id = ${person} and p.permission = 'students.names_all') as yes),
  asked as materialized (
    select a.student_id, tied.yes as is_tied from attendance_records a, tied
     where ${purpose} = 'roster' and a.tenant_id = ${tenant} and a.session_id = ${sessionId}
    union all
    select st.id, false from students st, everyone
     where ${purpose} = 'walk_in' and st.tenant_id = ${tenant} and st.status = 'active' and st.deleted_at is null
       and (everyone.yes or st.id in (select student_id from related))
       and not exists (select 1 from attendance_records a
                        where a.tenant_id = st.tenant_id and a.session_id = ${sessionId} and a.student_id = st.id))
  select asked.student_id as "studentId",
    asked.is_tied or asked.student_id in (select student_id from related) as "isRelated",
    c.id as "consentId",
    exists (select 1 from reveals r join reveal_subjects rs on rs.tenant_id = r.tenant_id and rs.reveal_id = r.id, school
             where r.tenant_id = ${tenant} and r.user_id = ${person} and r.purpose = ${purpose} and r.context_id = ${sessionId}
               and r.day = school.day and rs.student_id = asked.student_id) as "isRecorded"
    from asked
    left join lateral (
      select c.id from consents c
       where c.tenant_id = ${tenant} and c.student_id = asked.student_id and c.grantee_type = 'staff' and c.status = 'active'
         and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now()) and 'identity.name' = any (c.scope)
       order by c.starts_at desc, c.id limit 1) c on true
   order by asked.student_id`);
