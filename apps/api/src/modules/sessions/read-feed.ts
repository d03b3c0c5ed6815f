import { rawStatement } from "@handrail/db/statement";
import type { SessionStatus } from "@handrail/domain/sessions/schema";
import { sql } from "drizzle-orm";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

import { asFeed } from "../../kernel/feed.ts";
import type { Scope } from "../../kernel/scope.ts";

interface FeedSession {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: SessionStatus;
  readonly location: string | null;
  /** The last change of the session, of its intervention (whose name it bears) or of its room. */
  readonly updatedAt: string;
  readonly zone: string;
  readonly school: string;
}

// Half a year back, a year ahead: calendars ask for all of it every hour.
const feedSessions = rawStatement<{ scope: string; kind: string | null }, FeedSession>()(sql`
  select s.id, coalesce(i.name, '') as title, s.start_time as "startsAt", s.end_time as "endsAt", s.status, l.name as location,
    greatest(s.updated_at, i.updated_at, l.updated_at) as "updatedAt", app.zone_of(t.id) as zone, t.name as school
    from sessions s
    join tenants t on t.id = s.tenant_id
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join locations l on l.tenant_id = s.tenant_id and l.id = s.location_id
   where s.tenant_id = (select app.tenant_id()) and s.deleted_at is null
     and s.start_time between now() - interval '26 weeks' and now() + interval '53 weeks'
     and (${sql.placeholder("kind")}::text is null or s.kind = ${sql.placeholder("kind")}::text)
     and (s.facilitator_id = (select app.user_id()) or (${sql.placeholder("scope")}::text = 'team' and exists (
       select 1 from intervention_team m where m.tenant_id = s.tenant_id and m.intervention_id = s.intervention_id
         and m.user_id = (select app.user_id()))))
   order by s.start_time, s.id limit 5000`);

const touchFeed = rawStatement<{ feedId: string }>()(sql`
  update calendar_feeds set last_used_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("feedId")}::uuid
     and (last_used_at is null or last_used_at < now() - interval '1 minute')`);

const statusOf: Readonly<Record<SessionStatus, ICalEventStatus>> = {
  scheduled: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};

const epoch = Date.parse("2020-01-01T00:00:00.000Z");

/** Grows with every change of anything an event shows; a calendar keeps what it has until the number grows. */
const sequenceOf = (changedAt: Date): number => Math.floor((changedAt.getTime() - epoch) / 1000);

/**
 * The school's zone, before the first event: Outlook takes no notice of it behind them, which is where the library writes
 * lines of one's own.
 */
const withZone = (text: string, zone: string): string =>
  text.replace("\r\nBEGIN:VEVENT\r\n", `\r\nX-WR-TIMEZONE:${zone}\r\nBEGIN:VEVENT\r\n`);

/** Sessions as a calendar: moments in UTC, which every program shows by its own clock. Nothing in it is about a student. */
const calendarText = (sessions: readonly FeedSession[], origin: string): string => {
  const [first] = sessions;
  const calendar = ical({
    name: first === undefined ? "Sessions" : `Sessions, ${first.school}`,
    prodId: { company: "Handrail", product: "Sessions", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const { id, title, startsAt, endsAt, status, location, updatedAt } of sessions) {
    const changedAt = new Date(updatedAt);
    calendar.createEvent({
      id: `${id}@handrail`,
      summary: status === "cancelled" ? `Cancelled: ${title}` : title,
      start: new Date(startsAt),
      end: new Date(endsAt),
      stamp: changedAt,
      lastModified: changedAt,
      sequence: sequenceOf(changedAt),
      status: statusOf[status],
      location,
      // Its roster, for those who are signed in.
      url: `${origin}/sessions/${id}`,
    });
  }
  const text = calendar.toString();
  return first === undefined ? text : withZone(text, first.zone);
};

/**
 * The calendar behind an address, or null when there is none: an address that was ended, one of somebody who left and one
 * that never was are the same.
 */
export const readFeed = async (scope: Scope, origin: string): Promise<string | null> => {
  const sessions = await asFeed(scope, ({ id, scope: whose, kind }) => [
    feedSessions({ scope: whose, kind }),
    touchFeed({ feedId: id }),
  ]);
  return sessions === null ? null : calendarText(sessions, origin);
};
