import { rawStatement } from "@handrail/db/statement";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import type { InterventionStatus } from "@handrail/domain/interventions/schema";
import type { InterventionId, LocationId, SeriesId, SessionId, UserId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import type { PlanState } from "@handrail/domain/sessions/change-rules";
import type { ChangeScope } from "@handrail/domain/sessions/change-schema";
import type { SessionStatus } from "@handrail/domain/sessions/schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;
const session = sql`${sql.placeholder("sessionId")}::uuid`;

export interface OwnerFacts extends InterventionTies {
  readonly interventionId: InterventionId;
  readonly version: number;
  readonly status: InterventionStatus;
}

const onTeam = sql`from intervention_team t where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person}`;

const ownerColumns = sql`i.id as "interventionId", i.version, i.status, i.owner_staff_id as "ownerId",
  exists (select 1 ${onTeam}) as "isOnTeam", exists (select 1 ${onTeam} and t.team_role = 'lead') as leads,
  exists (select 1 from sessions f where f.tenant_id = i.tenant_id and f.intervention_id = i.id
    and f.facilitator_id = ${person} and f.status <> 'cancelled' and f.deleted_at is null) as facilitates`;

const ofSession = sql`from interventions i
   where i.tenant_id = ${tenant} and i.deleted_at is null and i.id = (
     select s.intervention_id from sessions s where s.tenant_id = ${tenant} and s.id = ${session} and s.deleted_at is null)`;

/** The intervention of a session with the person's ties, locked first: every change of its plan comes one after another. */
export const ownerForChange = rawStatement<{ sessionId: string }, OwnerFacts>()(
  sql`select ${ownerColumns} ${ofSession} for no key update of i`,
);
export const ownerOfSession = rawStatement<{ sessionId: string }, OwnerFacts>()(
  sql`select ${ownerColumns} ${ofSession}`,
);

export interface PlannedFacts extends PlanState {
  readonly id: SessionId;
  readonly number: number;
  readonly endsAt: string;
  readonly version: number;
  readonly locationId: LocationId | null;
  readonly facilitatorId: UserId | null;
  readonly substitutedFor: UserId | null;
  readonly seriesId: SeriesId | null;
  readonly occursOn: Day | null;
  readonly cancelledReason: string | null;
  readonly hasMakeUp: boolean;
}

interface PlannedRow extends Omit<PlannedFacts, "status"> {
  readonly status: SessionStatus;
}

const plannedColumns = sql`s.id, s.number, s.status, s.start_time as "startsAt", s.end_time as "endsAt", s.roster_version as version,
  s.location_id as "locationId", s.facilitator_id as "facilitatorId", s.substituted_for as "substitutedFor",
  s.series_id as "seriesId", s.occurs_on::text as "occursOn", s.cancelled_reason as "cancelledReason",
  exists (select 1 from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id
    and a.status <> 'scheduled') as "isMarked",
  exists (select 1 from sessions m where m.tenant_id = s.tenant_id and m.make_up_for = s.id and m.status <> 'cancelled'
    and m.deleted_at is null) as "hasMakeUp"`;

/** The session, and with it those of its series that the scope names; locked in one order, as rosters are. */
export const sessionsInScope = rawStatement<{ sessionId: string; scope: ChangeScope }, PlannedRow>()(sql`
  select ${plannedColumns} from sessions s
   where s.tenant_id = ${tenant} and s.deleted_at is null
     and (s.id = ${session} or (${sql.placeholder("scope")}::text <> 'one' and s.status <> 'cancelled'
       and s.series_id = (select o.series_id from sessions o where o.tenant_id = ${tenant} and o.id = ${session})
       and (${sql.placeholder("scope")}::text = 'all'
         or s.start_time >= (select o.start_time from sessions o where o.tenant_id = ${tenant} and o.id = ${session}))))
   order by s.id for no key update of s`);

export const sessionsById = rawStatement<{ interventionId: string; sessionIds: string }, PlannedRow>()(sql`
  select ${plannedColumns} from sessions s
   where s.tenant_id = ${tenant} and s.deleted_at is null and s.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and s.id = any (${sql.placeholder("sessionIds")}::uuid[])
   order by s.id for no key update of s`);

export const plannedSession = rawStatement<{ sessionId: string }, PlannedRow>()(sql`
  select ${plannedColumns} from sessions s where s.tenant_id = ${tenant} and s.id = ${session} and s.deleted_at is null`);

export const plannedFacts = (rows: readonly PlannedRow[]): PlannedFacts[] =>
  rows.map((row) => ({
    ...row,
    startsAt: new Date(row.startsAt).toISOString(),
    endsAt: new Date(row.endsAt).toISOString(),
  }));
