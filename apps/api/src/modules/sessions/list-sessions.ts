import { rawStatement } from "@handrail/db/statement";
import { canManageIntervention, canSeeIntervention } from "@handrail/domain/interventions/policy";
import type {
  InterventionSessions,
  InterventionSessionsInput,
  PlannedSession,
} from "@handrail/domain/sessions/change-schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";

type Input = z.infer<typeof InterventionSessionsInput>;

interface Page {
  readonly interventionId: string;
  readonly now: string;
  readonly cursorAt: string | null;
  readonly cursorId: string | null;
  readonly most: number;
}

const pageSize = 25;

const tenant = sql`(select app.tenant_id())`;
const asOf = sql`${sql.placeholder("now")}::timestamptz`;
const cursor = sql`(${sql.placeholder("cursorAt")}::timestamptz, ${sql.placeholder("cursorId")}::uuid)`;

const columns = sql`s.id, s.number, s.start_time as "startsAt", s.end_time as "endsAt", s.status,
  s.cancelled_reason as "cancelledReason", s.roster_version as version, s.location_id as "locationId", l.name as location,
  s.facilitator_id as "facilitatorId", u.name as facilitator, f.name as "substitutedFor", m.start_time as "makesUpFor",
  s.series_id is not null as "isInSeries",
  exists (select 1 from sessions x where x.tenant_id = s.tenant_id and x.make_up_for = s.id and x.status <> 'cancelled'
    and x.deleted_at is null) as "hasMakeUp", r.expected, r.unmarked,
  app.zone_of(s.tenant_id, s.location_id) as zone`;

const joins = sql`left join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id
  left join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id
  left join users f on f.tenant_id = s.tenant_id and f.id = s.substituted_for
  left join sessions m on m.tenant_id = s.tenant_id and m.id = s.make_up_for
  cross join lateral (
    select count(*)::int as expected, count(*) filter (where a.status = 'scheduled')::int as unmarked
      from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation <> 'not_expected') r`;

const ofIntervention = sql`s.tenant_id = ${tenant} and s.intervention_id = ${sql.placeholder("interventionId")}::uuid
  and s.deleted_at is null`;

// The page is cut first: rosters are counted for its rows alone.
const comingRows = rawStatement<Page, PlannedSession>()(sql`
  select ${columns} from (
    select * from sessions s where ${ofIntervention} and s.end_time > ${asOf} and s.start_time > ${asOf} - interval '24 hours'
       and (${sql.placeholder("cursorAt")}::timestamptz is null or (s.start_time, s.id) > ${cursor})
     order by s.start_time, s.id limit ${sql.placeholder("most")}) s
  ${joins} order by s.start_time, s.id`);

const pastRows = rawStatement<Page, PlannedSession>()(sql`
  select ${columns} from (
    select * from sessions s where ${ofIntervention} and s.end_time <= ${asOf}
       and (${sql.placeholder("cursorAt")}::timestamptz is null or (s.start_time, s.id) < ${cursor})
     order by s.start_time desc, s.id desc limit ${sql.placeholder("most")}) s
  ${joins} order by s.start_time desc, s.id desc`);

export const interventionSessionRows = { coming: comingRows, past: pastRows } as const;

const moment = (at: string): string => new Date(at).toISOString();

/** The sessions of an intervention page by page: those to come, or those that were. */
export const interventionSessions = async (
  scope: Scope,
  input: Input,
  now: string = new Date().toISOString(),
): Promise<InterventionSessions> => {
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    interventionSessionRows[input.when]({
      interventionId: input.interventionId,
      now,
      cursorAt: input.cursor?.startsAt ?? null,
      cursorId: input.cursor?.id ?? null,
      most: pageSize + 1,
    }),
  );
  const [[ties], found] = rows;
  insist(canSeeIntervention(actor, ties));
  const page = found.slice(0, pageSize).map((row) => ({
    ...row,
    startsAt: moment(row.startsAt),
    endsAt: moment(row.endsAt),
    makesUpFor: row.makesUpFor === null ? null : moment(row.makesUpFor),
  }));
  const last = page.at(-1);
  return {
    rows: page,
    next: found.length > pageSize && last !== undefined ? { startsAt: last.startsAt, id: last.id } : null,
    mayChange: canManageIntervention(actor, ties).allowed,
  };
};
