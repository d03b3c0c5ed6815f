import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { bytes, instant } from "../columns.ts";

/**
 * Who did what. Written in the command's transaction; `seq`, `prevHash` and `hash` are filled by the sealer within a
 * second, and by nobody else. Never changed after that.
 */
export const auditLogs = pgTable(
  "audit_logs",
  {
    tenantId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    seq: bigint({ mode: "number" }),
    actorId: uuid(),
    action: text().notNull(),
    entityType: text().notNull(),
    entityId: uuid().notNull(),
    /** For rows of a roster: the student the change is about. */
    subjectId: uuid(),
    before: jsonb(),
    after: jsonb(),
    requestId: text().notNull(),
    ipHash: bytes(),
    prevHash: bytes(),
    hash: bytes(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("audit_logs_one_per_seq")
      .on(t.tenantId, t.seq)
      .where(sql`${t.seq} is not null`),
    index("audit_logs_unsealed")
      .on(t.tenantId, t.id)
      .where(sql`${t.seq} is null`),
    index("audit_logs_by_entity").on(t.tenantId, t.entityId, t.subjectId, t.createdAt),
  ],
);
