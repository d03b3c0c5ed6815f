import { rawStatement } from "@handrail/db/statement";
import { has } from "@handrail/domain/kernel/actor";
import type { SessionId, UserId } from "@handrail/domain/kernel/ids";
import type { NotTaken, NotTakenInput } from "@handrail/domain/sessions/change-schema";
import { canRecordAttendance } from "@handrail/domain/sessions/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";

const pageSize = 25;
const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

interface Row {
  readonly id: SessionId;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly location: string | null;
  readonly facilitatorId: UserId | null;
  readonly facilitator: string | null;
  readonly isOnTeam: boolean;
  readonly expected: number;
  readonly unmarked: number;
  readonly zone: string;
}

interface Asked {
  readonly now: string;
  readonly mine: boolean;
  readonly cursorAt: string | null;
  readonly cursorId: string | null;
  readonly most: number;
}

/** Students of a roster that is over, and those without a mark. Who has left meanwhile is waited for no more. */
export const rosterLeft = sql`(
      select count(*)::int as expected, count(*) filter (where a.status = 'scheduled')::int as unmarked
        from attendance_records a
        left join enrollments e on e.tenant_id = a.tenant_id and e.id = a.enrollment_id
       where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation <> 'not_expected'
         and (a.expectation = 'guest' or e.status = 'active' or a.status <> 'scheduled')) r`;

const isNotTaken = sql`s.tenant_id = ${tenant} and s.status = 'scheduled' and s.deleted_at is null
     and s.end_time <= ${sql.placeholder("now")}::timestamptz and s.start_time < ${sql.placeholder("now")}::timestamptz
     and (not ${sql.placeholder("mine")}::boolean or s.facilitator_id = ${person} or t.user_id is not null)
     and r.unmarked > 0`;

const ownTeam = sql`left join intervention_team t on t.tenant_id = s.tenant_id and t.intervention_id = s.intervention_id and t.user_id = ${person}`;

/** How many rows the list below has, all pages together. */
export const notTakenCount = rawStatement<Pick<Asked, "now" | "mine">, { readonly rosters: number }>()(sql`
  select count(*)::int as rosters from sessions s ${ownTeam} cross join lateral ${rosterLeft} where ${isNotTaken}`);

/** Walks the sessions whose roll is open, latest first, until a page has students without a mark. */
export const notTakenRows = rawStatement<Asked, Row>()(sql`
  select s.id, coalesce(i.name, '') as title, s.start_time as "startsAt", s.end_time as "endsAt", l.name as location,
    s.facilitator_id as "facilitatorId", u.name as facilitator, t.user_id is not null as "isOnTeam", r.expected, r.unmarked,
    app.zone_of(s.tenant_id, s.location_id) as zone
    from sessions s
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id
    left join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id
    ${ownTeam}
    cross join lateral ${rosterLeft}
   where ${isNotTaken}
     and (${sql.placeholder("cursorAt")}::timestamptz is null
       or (s.start_time, s.id) < (${sql.placeholder("cursorAt")}::timestamptz, ${sql.placeholder("cursorId")}::uuid))
   order by s.start_time desc, s.id desc limit ${sql.placeholder("most")}`);

/** Sessions that are over and still hold students without a mark: one's own, or the school's for those who may see it. */
export const notTaken = async (
  scope: Scope,
  input: z.infer<typeof NotTakenInput>,
  now: string = new Date().toISOString(),
): Promise<NotTaken> => {
  const { actor, rows } = await read(
    scope,
    notTakenRows({
      now,
      mine: input.scope === "mine",
      cursorAt: input.cursor?.startsAt ?? null,
      cursorId: input.cursor?.id ?? null,
      most: pageSize + 1,
    }),
  );
  const [found] = rows;
  const maySeeAll = has(actor, "sessions.read_all");
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return {
    rows: page
      .filter((row) => maySeeAll || row.isOnTeam || row.facilitatorId === actor.userId)
      .map(({ facilitatorId, isOnTeam, startsAt, endsAt, ...row }) => ({
        ...row,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
        mayRecord: canRecordAttendance(actor, { facilitatorId, isOnTeam }).allowed,
      })),
    next:
      found.length > pageSize && last !== undefined
        ? { startsAt: new Date(last.startsAt).toISOString(), id: last.id }
        : null,
  };
};
