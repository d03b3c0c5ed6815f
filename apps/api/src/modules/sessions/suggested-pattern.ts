import { rawStatement } from "@handrail/db/statement";
import type { ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { sql } from "drizzle-orm";

/** The program's rule and length, the end of the plan, and where and by whom it was held last. */
export const suggestedPattern = rawStatement<
  { interventionId: string },
  ScheduleOptions["suggested"] & { readonly today: string }
>()(sql`
  select p.recurrence, p.duration_minutes as "durationMinutes", i.end_date::text as "endsOn",
    s.facilitator_id as "facilitatorId", s.location_id as "locationId",
    (select (now() at time zone t.time_zone)::date::text from tenants t where t.id = i.tenant_id) as today
    from interventions i
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    left join lateral (
      select o.facilitator_id, o.location_id from sessions o
       where o.tenant_id = i.tenant_id and o.intervention_id = i.id and o.status <> 'cancelled' and o.deleted_at is null
       order by o.start_time desc limit 1) s on true
   where i.tenant_id = (select app.tenant_id()) and i.id = ${sql.placeholder("interventionId")}::uuid and i.deleted_at is null`);
