import { rawStatement } from "@handrail/db/statement";
import type { ContactLine } from "@handrail/domain/communications/contact-schema";
import { sql, type SQL } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const studentId = sql`${sql.placeholder("studentId")}::uuid`;

/** The school's day. */
export const schoolDay = rawStatement<object, { readonly today: string }>()(sql`
  select (now() at time zone app.zone_of(id))::date::text as today from tenants where id = ${tenant}`);

/** The columns of a call or talk `k` as lists and reports show it. It needs `contactJoins`. */
export const contactColumns: SQL = sql`k.contacted_on::text as "contactedOn", k.kind, k.outcome, g.relationship, k.note,
  case when k.next_step is null then null else jsonb_build_object('what', k.next_step, 'on', k.next_step_on,
    'isDone', k.next_step_done_at is not null) end as "nextStep", u.name as "by"`;

export const contactJoins: SQL = sql`
  join users u on u.tenant_id = k.tenant_id and u.id = k.created_by
  left join student_guardians g on g.tenant_id = k.tenant_id and g.id = k.guardian_id`;

/** Calls and talks with a student's family, the latest first. It needs `seen_cases` beside it in the `with`. */
export const isSeenContact: SQL = sql`k.tenant_id = ${tenant} and k.student_id = ${studentId} and k.withdrawn_at is null
  and (k.case_id is null or k.case_id in (select id from seen_cases))`;

export type ContactRow = ContactLine & {
  readonly contactId: string;
  readonly createdBy: string;
  readonly version: number;
};

export interface ContactFacts {
  readonly id: string;
  readonly studentId: string;
  readonly caseId: string | null;
  readonly createdBy: string;
  readonly nextStep: string | null;
  readonly isDone: boolean;
  readonly isWithdrawn: boolean;
  readonly version: number;
}

/** A call or talk, locked. */
export const contactForChange = rawStatement<{ contactId: string }, ContactFacts>()(sql`
  select k.id, k.student_id as "studentId", k.case_id as "caseId", k.created_by as "createdBy", k.next_step as "nextStep",
    k.next_step_done_at is not null as "isDone", k.withdrawn_at is not null as "isWithdrawn", k.version
    from family_contacts k
   where k.tenant_id = ${tenant} and k.id = ${sql.placeholder("contactId")}::uuid for update of k`);
