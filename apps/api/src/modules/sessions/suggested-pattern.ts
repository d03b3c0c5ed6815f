import { rawStatement } from "@handrail/db/statement";
import type { ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { sql } from "drizzle-orm";

/**
 * The program's rule and length, the end of the plan, and where and by whom it was held last. Before the first session:
 * the one of its team, or its owner, who has the role that leads this program.
 */
export const suggestedPattern = rawStatement<
  { interventionId: string },
  ScheduleOptions["suggested"] & { readonly today: string }
>()(sql`
  select p.recurrence, p.duration_minutes as "durationMinutes", i.end_date::text as "endsOn",
    coalesce(s.facilitator_id, l.user_id) as "facilitatorId", s.location_id as "locationId",
    (select (now() at time zone app.zone_of(t.id))::date::text from tenants t where t.id = i.tenant_id) as today
    from interventions i
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    left join lateral (
      select o.facilitator_id, o.location_id from sessions o
       where o.tenant_id = i.tenant_id and o.intervention_id = i.id and o.status <> 'cancelled' and o.deleted_at is null
       order by o.start_time desc limit 1) s on true
    left join lateral (
      select u.id as user_id from users u
        left join intervention_team t on t.tenant_id = u.tenant_id and t.intervention_id = i.id and t.user_id = u.id
       where u.tenant_id = i.tenant_id and u.status = 'active' and u.deleted_at is null
         and (t.user_id is not null or u.id = i.owner_staff_id)
         and exists (select 1 from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
           where ur.tenant_id = u.tenant_id and ur.user_id = u.id and r.key = p.default_facilitator_role)
       order by coalesce(t.team_role = 'facilitator', false) desc, t.user_id is null, u.name, u.id limit 1) l on true
   where i.tenant_id = (select app.tenant_id()) and i.id = ${sql.placeholder("interventionId")}::uuid and i.deleted_at is null`);
