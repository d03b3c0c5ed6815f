import { rawStatement } from "@handrail/db/statement";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import type { InterventionStatus } from "@handrail/domain/interventions/schema";
import type { UserId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** What ties the person to the intervention `i`. */
const ties = sql`i.owner_staff_id as "ownerId",
  exists (select 1 from intervention_team t
           where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person}) as "isOnTeam",
  exists (select 1 from intervention_team t
           where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person}
             and t.team_role = 'lead') as leads,
  exists (select 1 from sessions s
           where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
             and s.status <> 'cancelled' and s.deleted_at is null) as facilitates`;

const thisIntervention = sql`i.tenant_id = ${tenant} and i.id = ${sql.placeholder("interventionId")}::uuid
  and i.deleted_at is null`;

/** What ties the person to an intervention, and its version: the facts that every join and read is decided by. */
export const interventionTies = rawStatement<
  { interventionId: string },
  InterventionTies & { readonly version: number }
>()(sql`select i.version, ${ties} from interventions i where ${thisIntervention}`);

export interface InterventionFacts extends InterventionTies {
  readonly version: number;
  readonly status: InterventionStatus;
  readonly statusReason: string | null;
  readonly closedAt: string | null;
  readonly programId: string;
  readonly name: string;
  readonly objective: string;
  readonly ownerStaffId: UserId;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly capacity: number | null;
  readonly plannedSessions: number;
  readonly plannedMinutes: number;
  /** The school's day. */
  readonly today: string;
}

/** An intervention with its ties, locked: every command on it begins here, and so they come one after another. */
export const interventionForChange = rawStatement<{ interventionId: string }, InterventionFacts>()(sql`
  select i.version, i.status, i.status_reason as "statusReason", i.closed_at as "closedAt", i.program_id as "programId",
    i.name, i.objective, i.owner_staff_id as "ownerStaffId", i.start_date as "startDate", i.end_date as "endDate",
    i.capacity, i.planned_sessions as "plannedSessions", i.planned_minutes as "plannedMinutes",
    (select (now() at time zone app.zone_of(t.id))::date::text from tenants t where t.id = i.tenant_id) as today, ${ties}
    from interventions i where ${thisIntervention} for no key update of i`);

/** The version is the order of its events: it rises with every change, also of who takes part. */
export const bumpIntervention = rawStatement<{ interventionId: string; version: number }>()(sql`
  update interventions set version = ${sql.placeholder("version")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("interventionId")}::uuid`);
