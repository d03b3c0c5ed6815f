import { sql } from "drizzle-orm";
import { check, primaryKey, text, uniqueIndex, uuid, index } from "drizzle-orm/pg-core";

import { belongsTo, bytes, instant, owned } from "../columns.ts";
import { users } from "./access.ts";
import { auth } from "./auth.ts";

/** Bearer tokens of the REST door: made and ended by the person in whose name they act. Only the hash is kept. */
export const apiTokens = auth.table(
  "api_tokens",
  {
    ...owned(),
    userId: uuid().notNull(),
    name: text().notNull(),
    tokenHash: bytes().notNull(),
    /** Tools it may use, of those the person has. */
    scopes: text().array().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("api_tokens_by_token").on(t.tokenHash),
    index("api_tokens_by_user").on(t.tenantId, t.userId),
    check("api_tokens_scopes", sql`cardinality(${t.scopes}) between 1 and 20`),
  ],
);
