import { rawStatement } from "@handrail/db/statement";
import type { UserId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

interface StaffRow {
  readonly id: UserId;
  readonly name: string;
  readonly title: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** Everyone who may lead sessions, the free ones first. */
export const staffAtSession = rawStatement<{ sessionId: string }, StaffRow>()(sql`
  select u.id, u.name, b.title, b.starts as "startsAt", b.ends as "endsAt"
    from sessions s
    join users u on u.tenant_id = s.tenant_id and u.status = 'active' and u.deleted_at is null
    left join lateral (
      select coalesce(i.name, '') as title, o.start_time as starts, o.end_time as ends
        from bookings k
        join sessions o on o.tenant_id = k.tenant_id and o.id = k.session_id
        left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
       where k.tenant_id = s.tenant_id and k.active and k.resource_kind = 'staff' and k.resource_id = u.id
         and k.during && tstzrange(s.start_time, s.end_time) and k.session_id <> s.id
       order by o.start_time limit 1) b on true
   where s.tenant_id = (select app.tenant_id()) and s.id = ${sql.placeholder("sessionId")}::uuid and s.deleted_at is null
     and exists (
       select 1 from user_roles ur join role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
         join tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.key = 'sessions'
        where ur.tenant_id = u.tenant_id and ur.user_id = u.id)
   order by b.starts is not null, u.name, u.id`);
