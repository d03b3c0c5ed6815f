import { rawStatement } from "@handrail/db/statement";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** What ties the person to an intervention, and its version: the facts that every join and read is decided by. */
export const interventionTies = rawStatement<
  { interventionId: string },
  InterventionTies & { readonly version: number }
>()(sql`
  select i.owner_staff_id as "ownerId", i.version,
    exists (select 1 from intervention_team t
             where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person}) as "isOnTeam",
    exists (select 1 from sessions s
             where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
               and s.status <> 'cancelled' and s.deleted_at is null) as facilitates
    from interventions i
   where i.tenant_id = ${tenant} and i.id = ${sql.placeholder("interventionId")}::uuid and i.deleted_at is null`);
