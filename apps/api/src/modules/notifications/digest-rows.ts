import { rawStatement } from "@handrail/db/statement";
import type { DigestLine } from "@handrail/domain/notifications/digest";
import { sql } from "drizzle-orm";

import { isStillTrue } from "./still-true.ts";

const tenant = sql`(select app.tenant_id())`;
const school = sql`school as materialized (
  select (now() at time zone app.zone_of(id))::date as day, name from tenants where id = ${tenant})`;

/** Of an inbox: what is open and still so, rests no longer and was in no e-mail yet. */
const isNew = sql`n.mailed_at is null and n.done_at is null and n.gone_at is null and ${isStillTrue} and (n.snoozed_until is null or n.snoozed_until <= school.day)`;

/**
 * One row a person and day, for people who want the e-mail and have something new; those already there stay. All that
 * still wait to be sent are answered, so that a run after a crash goes on where the other ended.
 */
export const planDigests = rawStatement<object, { readonly id: string }>()(sql`
  with ${school}, news as materialized (
    select n.recipient_id, count(*)::int as lines from school, notifications n
     where n.tenant_id = ${tenant} and ${isNew} group by n.recipient_id),
  planned as (
    insert into digests (tenant_id, id, recipient_id, day, lines, status)
    select app.tenant_id(), gen_random_uuid(), news.recipient_id, school.day, news.lines, 'queued'
      from school, news join users u on u.tenant_id = ${tenant} and u.id = news.recipient_id
        and u.status = 'active' and u.deleted_at is null
     where not exists (select 1 from user_settings s where s.tenant_id = u.tenant_id and s.user_id = u.id
       and s.key = 'preferences' and s.value ->> 'digest' = 'false')
    on conflict (tenant_id, recipient_id, day) do nothing
    returning id)
  select id from planned
  union all
  select d.id from school, digests d where d.tenant_id = ${tenant} and d.day = school.day and d.status = 'queued'`);

export interface HeldDigest {
  readonly id: string;
  readonly recipientId: string;
  readonly status: string;
  readonly email: string;
  readonly school: string;
}

export const digestForChange = rawStatement<{ digestId: string }, HeldDigest>()(sql`
  select d.id, d.recipient_id as "recipientId", d.status, u.email, t.name as school
    from digests d join users u on u.tenant_id = d.tenant_id and u.id = d.recipient_id
    join tenants t on t.id = d.tenant_id
   where d.tenant_id = ${tenant} and d.id = ${sql.placeholder("digestId")}::uuid for update of d`);

export interface NewLine extends DigestLine {
  readonly id: string;
}

export const newLines = rawStatement<{ recipientId: string }, NewLine>()(sql`
  with ${school}
  select n.id, n.type, st.display_code as "displayCode"
    from school, notifications n left join students st on st.tenant_id = n.tenant_id and st.id = n.student_id
   where n.tenant_id = ${tenant} and n.recipient_id = ${sql.placeholder("recipientId")}::uuid and ${isNew}
   order by n.created_at, n.id limit 500`);

export const writeDigest = rawStatement<{ digestId: string; status: string }>()(sql`
  update digests set status = ${sql.placeholder("status")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("digestId")}::uuid`);

export const markMailed = rawStatement<{ lineIds: string }>()(sql`
  update notifications set mailed_at = now()
   where tenant_id = app.tenant_id() and id = any (${sql.placeholder("lineIds")}::uuid[])`);
