import { ResourceKind, SessionKind, SessionStatus } from "@handrail/domain/sessions/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  time,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, bytes, instant, instantRange, oneOf, owned, choice } from "../columns.ts";
import { users } from "./access.ts";
import { interventions } from "./interventions.ts";
import { locations } from "./tenancy.ts";

/** The pattern a run of sessions was made from: a local time in the school's zone, repeated by an RFC 5545 rule. */
export const sessionSeries = pgTable(
  "session_series",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    recurrence: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    localTime: time().notNull(),
    durationMinutes: integer().notNull(),
    locationId: uuid(),
    facilitatorId: uuid(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.locationId, locations),
    belongsTo(t.tenantId, t.facilitatorId, users),
    index("session_series_by_intervention").on(t.tenantId, t.interventionId, t.startsOn),
    check("session_series_in_order", sql`${t.startsOn} <= ${t.endsOn}`),
    check("session_series_duration", sql`${t.durationMinutes} between 5 and 1440`),
  ],
);

/** One dated occurrence of an intervention or class. */
export const sessions = pgTable(
  "sessions",
  {
    ...owned(),
    kind: choice(SessionKind).notNull(),
    interventionId: uuid(),
    /** Place in its series, 1-based. */
    number: integer().notNull(),
    startTime: instant().notNull(),
    endTime: instant().notNull(),
    locationId: uuid(),
    facilitatorId: uuid(),
    status: choice(SessionStatus).notNull().default("scheduled"),
    cancelledReason: text(),
    notes: text(),
    /** Rises by one with every change to the roster or the session; the order of its events. */
    rosterVersion: integer().notNull().default(1),
    finishedBy: uuid(),
    finishedAt: instant(),
    seriesId: uuid(),
    /** The school day its pattern gave it: a moved session keeps it. */
    occursOn: date(),
    /** The cancelled session that this one makes up for. */
    makeUpFor: uuid(),
    /** Whose session it was before a substitute took it. */
    substitutedFor: uuid(),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.locationId, locations),
    belongsTo(t.tenantId, t.facilitatorId, users),
    belongsTo(t.tenantId, t.finishedBy, users),
    belongsTo(t.tenantId, t.seriesId, sessionSeries),
    belongsTo(t.tenantId, t.makeUpFor, { tenantId: t.tenantId, id: t.id }),
    belongsTo(t.tenantId, t.substitutedFor, users),
    index("sessions_by_series").on(t.tenantId, t.seriesId, t.startTime),
    index("sessions_by_facilitator").on(t.tenantId, t.facilitatorId, t.startTime),
    index("sessions_by_start").on(t.tenantId, t.startTime),
    index("sessions_by_intervention").on(t.tenantId, t.interventionId, t.startTime),
    // Of all that ever were, those whose roll is still open: the "not taken yet" list walks these alone.
    index("sessions_open")
      .on(t.tenantId, t.startTime, t.id)
      .where(sql`${t.status} = 'scheduled' and ${t.deletedAt} is null`),
    uniqueIndex("sessions_made_up_once")
      .on(t.tenantId, t.makeUpFor)
      .where(sql`${t.makeUpFor} is not null and ${t.status} <> 'cancelled' and ${t.deletedAt} is null`),
    oneOf("sessions_kind", t.kind, SessionKind),
    oneOf("sessions_status", t.status, SessionStatus),
    check(
      "sessions_in_order",
      sql`${t.startTime} < ${t.endTime} and ${t.endTime} - ${t.startTime} <= interval '24 hours'`,
    ),
    check("sessions_have_an_origin", sql`(${t.kind} = 'intervention') = (${t.interventionId} is not null)`),
    check(
      "sessions_cancelled_with_reason",
      sql`(${t.status} = 'cancelled') = (nullif(btrim(${t.cancelledReason}), '') is not null)`,
    ),
  ],
);

/**
 * Claims on time: staff, rooms and students, of every kind of session. The exclusion constraint on it (migration
 * `security`) is the one place where clashes are refused.
 */
export const bookings = pgTable(
  "bookings",
  {
    ...owned(),
    sessionId: uuid().notNull(),
    resourceKind: choice(ResourceKind).notNull(),
    resourceId: uuid().notNull(),
    during: instantRange().notNull(),
    active: boolean().notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.sessionId, sessions),
    index("bookings_by_session").on(t.tenantId, t.sessionId),
    oneOf("bookings_resource_kind", t.resourceKind, ResourceKind),
    check(
      "bookings_bounded",
      sql`not isempty(${t.during}) and upper(${t.during}) - lower(${t.during}) <= interval '24 hours'`,
    ),
  ],
);

/** A calendar address of one person. Whoever has the address has the sessions: it can be ended, and only its hash is kept. */
export const calendarFeeds = pgTable(
  "calendar_feeds",
  {
    ...owned(),
    userId: uuid().notNull(),
    /** `facilitating`: sessions I lead; `team`: also those of interventions I belong to. */
    scope: text({ enum: ["facilitating", "team"] }).notNull(),
    kind: choice(SessionKind),
    tokenHash: bytes().notNull(),
    lastUsedAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("calendar_feeds_by_token").on(t.tokenHash),
    index("calendar_feeds_by_user").on(t.tenantId, t.userId),
    check("calendar_feeds_scope", sql`${t.scope} in ('facilitating', 'team')`),
    oneOf("calendar_feeds_kind", t.kind, SessionKind),
  ],
);
