import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { bytes, instant } from "../columns.ts";

/** What has to leave after commit. Payloads hold ids, versions and marks; nothing that names a person. */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    tenantId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    eventType: text().notNull(),
    aggregateType: text().notNull(),
    aggregateId: uuid().notNull(),
    aggregateVersion: bigint({ mode: "number" }).notNull(),
    payload: jsonb().notNull(),
    status: text({ enum: ["pending", "leased", "done", "dead"] })
      .notNull()
      .default("pending"),
    lease: uuid(),
    leaseUntil: instant(),
    availableAt: instant()
      .notNull()
      .default(sql`now()`),
    attempts: integer().notNull().default(0),
    lastError: text(),
    processedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("outbox_events_open")
      .on(t.id)
      .where(sql`${t.status} not in ('done', 'dead')`),
    index("outbox_events_open_by_aggregate")
      .on(t.tenantId, t.aggregateId, t.aggregateVersion)
      .where(sql`${t.status} not in ('done', 'dead')`),
    // While a change of access of a tenant is open, its other events wait: the dispatcher asks for these at each claim.
    index("outbox_events_open_access")
      .on(t.tenantId)
      .where(sql`${t.eventType} = 'AccessChanged' and ${t.status} not in ('done', 'dead')`),
    index("outbox_events_done")
      .on(t.processedAt)
      .where(sql`${t.status} = 'done'`),
    check("outbox_events_status", sql`${t.status} in ('pending', 'leased', 'done', 'dead')`),
  ],
);

/** One row per intent, written with its effect: the same key again gets the same answer. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tenantId: uuid().notNull(),
    userId: uuid().notNull(),
    procedure: text().notNull(),
    key: uuid().notNull(),
    requestHash: bytes().notNull(),
    response: jsonb().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.procedure, t.key] }),
    index("idempotency_keys_by_age").on(t.createdAt),
  ],
);
