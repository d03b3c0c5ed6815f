import { query } from "@handrail/db/client";
import { interventionTeam, interventions } from "@handrail/db/schema/interventions";
import { sessions } from "@handrail/db/schema/sessions";
import { locations } from "@handrail/db/schema/tenancy";
import { rawStatement, statement } from "@handrail/db/statement";
import { has } from "@handrail/domain/kernel/actor";
import type { Instant } from "@handrail/domain/kernel/time";
import { canRecordAttendance } from "@handrail/domain/sessions/policy";
import type { SessionsOfDay, SessionStatus } from "@handrail/domain/sessions/schema";
import type { SessionsOfDayInput } from "@handrail/domain/sessions/schema";
import { and, eq, isNull, sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

// Spelled out: of a single table the builder writes columns without their table, and inside would then mean the team's own.
const isOnTeam = sql<boolean>`exists (select 1 from ${interventionTeam} t where t.tenant_id = sessions.tenant_id
  and t.intervention_id = sessions.intervention_id and t.user_id = ${person})`;

const thisSession = and(
  eq(sessions.tenantId, tenant),
  eq(sessions.id, sql.placeholder("sessionId")),
  isNull(sessions.deletedAt),
);

/** What ties the person to a session, and its roster's version: the facts that every join and read is decided by. */
export const sessionTies = statement<{ sessionId: string }>()(
  query
    .select({ facilitatorId: sessions.facilitatorId, isOnTeam, version: sessions.rosterVersion })
    .from(sessions)
    .where(thisSession),
);

const sessionColumns = {
  id: sessions.id,
  kind: sessions.kind,
  interventionId: sessions.interventionId,
  number: sessions.number,
  startsAt: sessions.startTime,
  endsAt: sessions.endTime,
  status: sessions.status,
  cancelledReason: sessions.cancelledReason,
  facilitatorId: sessions.facilitatorId,
  rosterVersion: sessions.rosterVersion,
  isOnTeam,
};

/** A session with its ties, locked: every command on a roster begins here, and so they come one after another. */
export const sessionForChange = statement<{ sessionId: string }>()(
  query
    .select({
      ...sessionColumns,
      editDays: sql<number>`coalesce((select (value #>> '{}')::int from settings s where s.tenant_id = sessions.tenant_id and s.key = 'attendance.edit_days'), 14)`,
    })
    .from(sessions)
    .where(thisSession)
    .for("no key update"),
);

/** A session as the roster's head shows it. */
export const sessionHead = statement<{ sessionId: string }>()(
  query
    .select({
      ...sessionColumns,
      title: interventions.name,
      location: locations.name,
      zone: sql<string>`app.zone_of(${sessions.tenantId}, ${sessions.locationId})`,
      of: sql<number>`(select count(*)::int from sessions o where o.tenant_id = ${sessions.tenantId} and o.intervention_id = ${sessions.interventionId} and o.deleted_at is null)`,
      editDays: sql<number>`coalesce((select (value #>> '{}')::int from settings s where s.tenant_id = sessions.tenant_id and s.key = 'attendance.edit_days'), 14)`,
    })
    .from(sessions)
    .leftJoin(
      interventions,
      and(eq(interventions.tenantId, sessions.tenantId), eq(interventions.id, sessions.interventionId)),
    )
    .leftJoin(locations, and(eq(locations.tenantId, sessions.tenantId), eq(locations.id, sessions.locationId)))
    .where(thisSession),
);

interface DayRow {
  id: string;
  kind: "intervention" | "class";
  title: string;
  starts_at: string;
  ends_at: string;
  status: SessionStatus;
  cancelled_reason: string | null;
  location: string | null;
  facilitator_id: string | null;
  facilitator: string | null;
  is_on_team: boolean;
  expected: number;
  unmarked: number;
  zone: string;
}

interface Asked {
  /** Without one it is the day that `now` falls on in the school's zone. */
  readonly day: string | null;
  readonly now: Instant;
}

const asOf = sql`${sql.placeholder("now")}::timestamptz`;

/** The school's day, which may differ from the reader's: its zone, its date, and why it is closed if it is. */
const dayHead = rawStatement<Asked, { day: string; zone: string; closure: string | null }>()(sql`
  with school as (select app.zone_of(${tenant}) as zone)
  select d.day::text as day, school.zone,
    (select c.reason from closures c where c.tenant_id = ${tenant} and d.day between c.starts_on and c.ends_on limit 1) as closure
    from school, lateral (select coalesce(${sql.placeholder("day")}::date, (${asOf} at time zone school.zone)::date) as day) d`);

/**
 * Sessions that begin on a day of the school; on the present day also those that began before midnight and still run.
 * `mine` are those I facilitate or belong to by team.
 *
 * What is asked for goes in by `asked` alone. A plan that could look at it would seem a little cheaper than the kept one,
 * and in a school with years of sessions PostgreSQL would then plan each call anew, at half of its time.
 */
export const sessionsOfDayRows = rawStatement<Asked & { readonly mine: boolean }, DayRow>()(sql`
  with school as materialized (select app.zone_of(${tenant}) as zone),
  asked as materialized (
    select d.day::timestamp at time zone school.zone as since, (d.day + 1)::timestamp at time zone school.zone as until,
        ${asOf} as moment, ${sql.placeholder("mine")}::boolean as mine
      from school, lateral (select coalesce(${sql.placeholder("day")}::date, (${asOf} at time zone school.zone)::date) as day) d)
  select s.id, s.kind, coalesce(i.name, '') as title, s.start_time as starts_at, s.end_time as ends_at, s.status, s.cancelled_reason,
    l.name as location, s.facilitator_id, u.name as facilitator, t.user_id is not null as is_on_team, r.expected, r.unmarked,
    app.zone_of(s.tenant_id, s.location_id) as zone
    from sessions s
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id
    left join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id
    left join intervention_team t on t.tenant_id = s.tenant_id and t.intervention_id = s.intervention_id and t.user_id = ${person}
    cross join lateral (
      select count(*)::int as expected, count(*) filter (where a.status = 'scheduled')::int as unmarked
        from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation <> 'not_expected') r
   where s.tenant_id = ${tenant} and s.deleted_at is null
     and s.start_time >= (select since from asked) - interval '24 hours' and s.start_time < (select until from asked)
     and (s.start_time >= (select since from asked)
       or (s.end_time > (select moment from asked) and (select since from asked) <= (select moment from asked) and s.status <> 'cancelled'))
     and (not (select mine from asked) or s.facilitator_id = ${person} or t.user_id is not null)
   order by s.start_time, s.id`);

export const sessionsOfDay = async (
  scope: Scope,
  input: z.infer<typeof SessionsOfDayInput>,
  now: Instant = new Date().toISOString(),
): Promise<SessionsOfDay> => {
  const asked = { day: input.day ?? null, now };
  const { actor, rows } = await read(
    scope,
    dayHead(asked),
    sessionsOfDayRows({ ...asked, mine: input.scope === "mine" }),
  );
  const [[head], found] = rows;
  if (head === undefined) throw new Error("A signed-in person without a tenant");
  const maySeeAll = has(actor, "sessions.read_all");
  return {
    day: head.day,
    zone: head.zone,
    now,
    closure: head.closure === null ? null : { reason: head.closure },
    sessions: found
      .map((row) => ({ row, ties: { facilitatorId: row.facilitator_id, isOnTeam: row.is_on_team } }))
      // Asked for the whole school without the right to see it: what is left is what is theirs.
      .filter(({ row }) => maySeeAll || row.is_on_team || row.facilitator_id === actor.userId)
      .map(({ row, ties }) => ({
        id: row.id as SessionsOfDay["sessions"][number]["id"],
        kind: row.kind,
        title: row.title,
        startsAt: new Date(row.starts_at).toISOString(),
        endsAt: new Date(row.ends_at).toISOString(),
        status: row.status,
        cancelledReason: row.cancelled_reason,
        location: row.location,
        facilitatorId: row.facilitator_id as SessionsOfDay["sessions"][number]["facilitatorId"],
        facilitator: row.facilitator,
        expected: row.expected,
        unmarked: row.unmarked,
        zone: row.zone,
        mayRecord: canRecordAttendance(actor, ties).allowed,
      })),
  };
};
