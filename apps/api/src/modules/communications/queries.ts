import { rawStatement } from "@handrail/db/statement";
import type { Channel, MessageStatus, Template } from "@handrail/domain/communications/schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const studentId = sql`${sql.placeholder("studentId")}::uuid`;

/** A consent of the family to be contacted, active now. */
export const mayBeContacted = sql`exists (select 1 from consents c
  where c.tenant_id = g.tenant_id and c.student_id = g.student_id and c.status = 'active' and c.starts_at <= now()
    and (c.expires_at is null or c.expires_at > now()) and 'identity.contact' = any (c.scope))`;

export interface GuardianFacts {
  readonly id: string;
  readonly relationship: string;
  readonly isPrimary: boolean;
  readonly mayContact: boolean;
  readonly hasConsent: boolean;
}

export const guardiansOf = rawStatement<{ studentId: string }, GuardianFacts>()(sql`
  select g.id, g.relationship, g.is_primary as "isPrimary", g.may_contact as "mayContact", ${mayBeContacted} as "hasConsent"
    from student_guardians g
   where g.tenant_id = ${tenant} and g.student_id = ${studentId} and g.deleted_at is null
   order by not g.is_primary, g.relationship, g.id`);

export interface ValueFacts {
  readonly displayCode: string;
  readonly school: string;
  readonly zone: string;
  readonly staff: string;
  readonly intervention: string | null;
  readonly nextSession: string | null;
}

/** What the variables of a message stand for. Names are not among them: the vault has those. */
export const valueFacts = rawStatement<
  { studentId: string; interventionId: string | null; staffId: string | null },
  ValueFacts
>()(sql`
  select st.display_code as "displayCode", t.name as school, app.zone_of(t.id) as zone,
    coalesce((select u.name from users u
               where u.tenant_id = st.tenant_id and u.id = coalesce(${sql.placeholder("staffId")}::uuid, app.user_id())), '') as staff,
    i.name as intervention,
    (select min(s.start_time) from sessions s
      where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.status = 'scheduled' and s.start_time > now()
        and s.deleted_at is null) as "nextSession"
    from students st join tenants t on t.id = st.tenant_id
    left join interventions i on i.tenant_id = st.tenant_id and i.id = ${sql.placeholder("interventionId")}::uuid
      and i.deleted_at is null
   where st.tenant_id = ${tenant} and st.id = ${studentId} and st.deleted_at is null`);

export const templates = rawStatement<object, Template>()(sql`
  select id, line_id as "lineId", version, name, channel, subject, body from communication_templates
   where tenant_id = ${tenant} and status = 'published' order by name, id`);

/** Lines that are out of use, each as it was last. */
export const retiredTemplates = rawStatement<object, Template>()(sql`
  select distinct on (t.line_id) t.id, t.line_id as "lineId", t.version, t.name, t.channel, t.subject, t.body
    from communication_templates t
   where t.tenant_id = ${tenant} and t.status = 'retired' and not exists (
     select 1 from communication_templates p
      where p.tenant_id = t.tenant_id and p.line_id = t.line_id and p.status = 'published')
   order by t.line_id, t.version desc`);

export const templateById = rawStatement<{ templateId: string }, Template & { readonly status: string }>()(sql`
  select id, line_id as "lineId", version, name, channel, subject, body, status from communication_templates
   where tenant_id = ${tenant} and id = ${sql.placeholder("templateId")}::uuid`);

/** The newest of a line, locked: two people saving at once come one after the other. */
export const latestOfLine = rawStatement<{ lineId: string | null }, Template & { readonly status: string }>()(sql`
  select id, line_id as "lineId", version, name, channel, subject, body, status from communication_templates
   where tenant_id = ${tenant} and line_id = ${sql.placeholder("lineId")}::uuid and status = 'published'
   order by version desc limit 1 for update`);

/** The newest of a line whatever became of it, locked. */
export const lastOfLine = rawStatement<{ lineId: string }, Template & { readonly status: string }>()(sql`
  select id, line_id as "lineId", version, name, channel, subject, body, status from communication_templates
   where tenant_id = ${tenant} and line_id = ${sql.placeholder("lineId")}::uuid
   order by version desc limit 1 for update`);

export interface MessageFacts {
  readonly id: string;
  readonly studentId: string;
  readonly guardianId: string | null;
  readonly interventionId: string | null;
  readonly caseId: string | null;
  readonly channel: Channel;
  readonly templateId: string;
  readonly contentRef: string | null;
  readonly status: MessageStatus;
  readonly attempts: number;
  readonly version: number;
  readonly actor: string;
  readonly mayContact: boolean;
  readonly hasConsent: boolean;
}

/** A message, locked, with what decides whether it may leave now. */
export const messageForChange = rawStatement<{ messageId: string }, MessageFacts>()(sql`
  select l.id, l.student_id as "studentId", l.guardian_id as "guardianId", l.intervention_id as "interventionId",
    l.case_id as "caseId", l.channel, l.template_id as "templateId", l.content_ref as "contentRef", l.status, l.attempts,
    l.version, l.actor, coalesce(g.may_contact and g.deleted_at is null, false) as "mayContact",
    coalesce(${mayBeContacted}, false) as "hasConsent"
    from communication_log l
    left join student_guardians g on g.tenant_id = l.tenant_id and g.id = l.guardian_id
   where l.tenant_id = ${tenant} and l.id = ${sql.placeholder("messageId")}::uuid
     for update of l`);

/** Whether the message `l` was written today by the school's clock, and was not held, failed or called off. */
export const isOfToday = sql`l.status in ('queued', 'sending', 'sent', 'delivered')
  and l.created_at >= (select date_trunc('day', now() at time zone app.zone_of(id)) at time zone app.zone_of(id) from tenants where id = ${tenant})`;

/** Lines of templates with which a family was written to today. */
export const sentToday = rawStatement<{ studentId: string }, { readonly lineId: string }>()(sql`
  select distinct t.line_id as "lineId" from communication_log l
    join communication_templates t on t.tenant_id = l.tenant_id and t.id = l.template_id
   where l.tenant_id = ${tenant} and l.student_id = ${studentId} and ${isOfToday}`);
