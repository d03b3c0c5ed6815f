import { rawStatement } from "@handrail/db/statement";
import type { RevealPurpose, StudentPurpose } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";

import { ownStudents, rights, school } from "../students/queries.ts";

/** One student whose name is asked for, with what decides over it. */
export interface NameFactsRow {
  readonly studentId: string;
  readonly isRelated: boolean;
  /** The consent that allows it now. */
  readonly consentId: string | null;
  /** What was open: a session, an intervention, a student, or for lists of one's own work the person. */
  readonly contextId: string;
  /** In this person's record of this context and day already. */
  readonly isRecorded: boolean;
}

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;
const sessionId = sql`${sql.placeholder("sessionId")}::uuid`;
const purpose = sql`${sql.placeholder("purpose")}::text`;

const related = sql`related as materialized (${ownStudents})`;
/** For rows of `asked (student_id, is_related, context_id)`: the consent to `what`, and the record of each. */
const decided = (what: "identity.name" | "identity.contact") => sql`
  select asked.student_id as "studentId", asked.context_id as "contextId", asked.is_related as "isRelated",
    c.id as "consentId",
    exists (select 1 from reveals r join reveal_subjects rs on rs.tenant_id = r.tenant_id and rs.reveal_id = r.id, school
             where r.tenant_id = ${tenant} and r.user_id = ${person} and r.purpose = ${purpose}
               and r.context_id = asked.context_id and r.day = school.day and rs.student_id = asked.student_id) as "isRecorded"
    from asked
    left join lateral (
      select c.id from consents c
       where c.tenant_id = ${tenant} and c.student_id = asked.student_id and c.grantee_type = 'staff' and c.status = 'active'
         and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now()) and ${what}::text = any (c.scope)
       order by c.starts_at desc, c.id limit 1) c on true
   order by asked.student_id`;

/**
 * Whose names a session's list would show. `roster`: everyone with a row in the session. `walk_in`: active students who
 * have none, and whom the person works with; with the duty to see all (`rights.names_all`), all of them.
 */
export const nameFacts = rawStatement<{ sessionId: string; purpose: RevealPurpose }, NameFactsRow>()(sql`
  with ${school}, ${related}, ${rights},
  tied as materialized (
    select exists (
      select 1 from sessions s
       where s.tenant_id = ${tenant} and s.id = ${sessionId}
         and (s.facilitator_id = ${person} or exists (select 1 from intervention_team t
               where t.tenant_id = s.tenant_id and t.intervention_id = s.intervention_id and t.user_id = ${person}))) as yes),
  listed as materialized (
    select a.student_id, tied.yes as is_tied from attendance_records a, tied
     where ${purpose} = 'roster' and a.tenant_id = ${tenant} and a.session_id = ${sessionId}
    union all
    select st.id, false from students st, rights
     where ${purpose} = 'walk_in' and st.tenant_id = ${tenant} and st.status = 'active' and st.deleted_at is null
       and (rights.names_all or st.id in (select student_id from related))
       and not exists (select 1 from attendance_records a
                        where a.tenant_id = st.tenant_id and a.session_id = ${sessionId} and a.student_id = st.id)),
  asked as materialized (
    select student_id, is_tied or student_id in (select student_id from related) as is_related, ${sessionId} as context_id
      from listed)
  ${decided("identity.name")}`);

/** Whose names a list of students would show. A page about one student, or a letter about one, is a context of its own. */
export const studentNameFacts = rawStatement<
  { studentIds: string; purpose: StudentPurpose; interventionId: string | null },
  NameFactsRow
>()(sql`
  with ${school}, ${related},
  asked as materialized (
    select st.id as student_id, st.id in (select student_id from related) as is_related,
      case when ${purpose} in ('student', 'letter') then st.id
        else coalesce(${sql.placeholder("interventionId")}::uuid, ${person}) end as context_id
      from students st
     where st.tenant_id = ${tenant} and st.id = any (${sql.placeholder("studentIds")}::uuid[]) and st.deleted_at is null)
  ${decided("identity.name")}`);

/** Whether the names and contacts of a student's guardians may be shown. */
export const contactFacts = rawStatement<{ studentId: string; purpose: RevealPurpose }, NameFactsRow>()(sql`
  with ${school}, ${related},
  asked as materialized (
    select st.id as student_id, st.id in (select student_id from related) as is_related, st.id as context_id
      from students st
     where st.tenant_id = ${tenant} and st.id = ${sql.placeholder("studentId")}::uuid and st.deleted_at is null)
  ${decided("identity.contact")}`);
