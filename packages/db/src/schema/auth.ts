import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgSchema, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { belongsTo, bytes, instant, owned } from "../columns.ts";
import { users } from "./access.ts";

/** Sign-in. Only the role `handrail_auth` reads and writes here; the API's own role has no right on it. */
export const auth = pgSchema("auth");

/** A signed-in device. The token is 256 random bits; only its SHA-256 is kept. */
export const signIns = auth.table(
  "sessions",
  {
    ...owned(),
    userId: uuid().notNull(),
    tokenHash: bytes().notNull(),
    level: text({ enum: ["password", "code"] }).notNull(),
    /** When the person last proved who they are (step-up). */
    provedAt: instant()
      .notNull()
      .default(sql`now()`),
    seenAt: instant()
      .notNull()
      .default(sql`now()`),
    endedAt: instant(),
    endedReason: text(),
    /** A coarse name of browser and system, such as "Firefox on Windows". */
    device: text().notNull(),
    ipHash: bytes(),
    /** Minutes without a touch after which a shared device locks; null on a device of one's own. */
    lockAfterMinutes: integer(),
    /** While set, the token opens nothing but the way back in and out. */
    lockedAt: instant(),
    pinTries: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("sessions_by_token").on(t.tokenHash),
    index("sessions_by_user")
      .on(t.tenantId, t.userId)
      .where(sql`${t.endedAt} is null`),
    index("sessions_by_age").on(t.createdAt),
    check("sessions_level", sql`${t.level} in ('password', 'code')`),
    check("sessions_lock", sql`${t.lockedAt} is null or ${t.lockAfterMinutes} is not null`),
  ],
);

export const passwords = auth.table(
  "passwords",
  {
    ...owned(),
    userId: uuid().notNull(),
    hash: text().notNull(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("passwords_one_per_user").on(t.tenantId, t.userId),
  ],
);

/** What opens a locked shared device again, for people who are signed in on it already. */
export const pins = auth.table("pins", { ...owned(), userId: uuid().notNull(), hash: text().notNull() }, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  belongsTo(t.tenantId, t.userId, users),
  uniqueIndex("pins_one_per_user").on(t.tenantId, t.userId),
]);

/** One-time codes (RFC 6238). `lastStep` is the guard against using a code twice. */
export const totp = auth.table(
  "totp",
  {
    ...owned(),
    userId: uuid().notNull(),
    /** Encrypted with the keyring; AAD binds tenant and user. */
    secret: bytes().notNull(),
    confirmedAt: instant(),
    lastStep: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("totp_one_per_user").on(t.tenantId, t.userId),
  ],
);

export const backupCodes = auth.table(
  "backup_codes",
  { ...owned(), userId: uuid().notNull(), codeHash: bytes().notNull(), usedAt: instant() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    index("backup_codes_by_user").on(t.tenantId, t.userId),
  ],
);

/** A sign-in between the password and the code: five minutes, five tries. */
export const challenges = auth.table(
  "challenges",
  {
    ...owned(),
    userId: uuid().notNull(),
    tokenHash: bytes().notNull(),
    tries: integer().notNull().default(0),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("challenges_by_token").on(t.tokenHash),
  ],
);

/** Counters of tries, per keyed hash of account or address. Before sign-in there is no tenant. */
export const rateLimits = auth.table("rate_limits", {
  key: bytes().notNull().primaryKey(),
  tries: integer().notNull(),
  windowStartedAt: instant()
    .notNull()
    .default(sql`now()`),
});
