import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  time,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, instant, owned, sortedText } from "../columns.ts";

/** A district, school, music school or clinic. The only table without `tenant_id`: its own id is the tenant. */
export const tenants = pgTable(
  "tenants",
  {
    id: uuid().primaryKey(),
    name: sortedText().notNull(),
    kind: text().notNull(),
    billingTier: text().notNull().default("basic"),
    timeZone: text().notNull(),
    identityMode: text().notNull().default("named"),
    isDemo: boolean().notNull().default(false),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    updatedAt: instant()
      .notNull()
      .default(sql`now()`),
    deletedAt: instant(),
  },
  (t) => [check("tenants_kind", sql`${t.kind} in ('school', 'district', 'music_school', 'clinic')`)],
);

export const schools = pgTable(
  "schools",
  {
    ...owned(),
    name: sortedText().notNull(),
    code: text().notNull(),
    address: text(),
    timeZone: text().notNull(),
    sourcedId: text(),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

export const terms = pgTable(
  "terms",
  {
    ...owned(),
    schoolId: uuid().notNull(),
    title: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.schoolId, schools),
    check("terms_in_order", sql`${t.startsOn} <= ${t.endsOn}`),
  ],
);

/** Days without sessions, both ends included. */
export const closures = pgTable(
  "closures",
  {
    ...owned(),
    schoolId: uuid().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.schoolId, schools),
    check("closures_in_order", sql`${t.startsOn} <= ${t.endsOn}`),
    index("closures_by_day").on(t.tenantId, t.startsOn, t.endsOn),
  ],
);

/** Weekdays (ISO, Monday is 1) on which a school is open, with local times. */
export const operatingDays = pgTable(
  "operating_days",
  {
    ...owned(),
    schoolId: uuid().notNull(),
    weekday: smallint().notNull(),
    opens: time().notNull(),
    closes: time().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.schoolId, schools),
    check("operating_days_weekday", sql`${t.weekday} between 1 and 7`),
    check("operating_days_in_order", sql`${t.opens} < ${t.closes}`),
  ],
);

/** Rooms. */
export const locations = pgTable(
  "locations",
  { ...owned(), schoolId: uuid().notNull(), name: sortedText().notNull(), capacity: integer(), deletedAt: instant() },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), belongsTo(t.tenantId, t.schoolId, schools)],
);

/** What a school decides for itself, such as `attendance.edit_days`. */
export const settings = pgTable("settings", { ...owned(), key: text().notNull(), value: jsonb().notNull() }, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  uniqueIndex("settings_one_per_key").on(t.tenantId, t.key),
]);
