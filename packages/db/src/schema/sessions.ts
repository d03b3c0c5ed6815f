import { ResourceKind, SessionKind, SessionStatus } from "@handrail/domain/sessions/schema";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { belongsTo, instant, instantRange, oneOf, owned, choice } from "../columns.ts";
import { users } from "./access.ts";
import { interventions } from "./interventions.ts";
import { locations } from "./tenancy.ts";

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
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.locationId, locations),
    belongsTo(t.tenantId, t.facilitatorId, users),
    belongsTo(t.tenantId, t.finishedBy, users),
    index("sessions_by_facilitator").on(t.tenantId, t.facilitatorId, t.startTime),
    index("sessions_by_start").on(t.tenantId, t.startTime),
    index("sessions_by_intervention").on(t.tenantId, t.interventionId, t.startTime),
    oneOf("sessions_kind", t.kind, SessionKind),
    oneOf("sessions_status", t.status, SessionStatus),
    check(
      "sessions_in_order",
      sql`${t.startTime} < ${t.endTime} and ${t.endTime} - ${t.startTime} <= interval '24 hours'`,
    ),
    check("sessions_have_an_origin", sql`(${t.kind} = 'intervention') = (${t.interventionId} is not null)`),
    check("sessions_cancelled_with_reason", sql`(${t.status} = 'cancelled') = (${t.cancelledReason} is not null)`),
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
