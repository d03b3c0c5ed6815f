import {
  EnrollmentSource,
  EnrollmentStatus,
  Frequency,
  InterventionStatus,
  InterventionType,
  LocationType,
  ProgramStatus,
  ProgressMetric,
} from "@handrail/domain/interventions/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, instant, oneOf, owned, choice } from "../columns.ts";
import { users } from "./access.ts";
import { students } from "./students.ts";

/** A reusable recipe. A new version is a new row with the same `lineId`; what runs keeps the version it began with. */
export const programs = pgTable(
  "programs",
  {
    ...owned(),
    lineId: uuid().notNull(),
    version: integer().notNull(),
    name: text().notNull(),
    interventionType: choice(InterventionType).notNull(),
    tier: smallint().notNull(),
    frequency: choice(Frequency).notNull(),
    recurrence: text().notNull(),
    durationMinutes: integer().notNull(),
    locationType: choice(LocationType).notNull(),
    defaultFacilitatorRole: text().notNull(),
    progressMetric: choice(ProgressMetric).notNull(),
    higherIsBetter: boolean().notNull().default(true),
    status: choice(ProgramStatus).notNull().default("published"),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("programs_one_per_version").on(t.tenantId, t.lineId, t.version),
    check("programs_tier", sql`${t.tier} between 1 and 3`),
    check("programs_duration", sql`${t.durationMinutes} between 5 and 1440`),
    oneOf("programs_intervention_type", t.interventionType, InterventionType),
    oneOf("programs_frequency", t.frequency, Frequency),
    oneOf("programs_location_type", t.locationType, LocationType),
    oneOf("programs_progress_metric", t.progressMetric, ProgressMetric),
    oneOf("programs_status", t.status, ProgramStatus),
  ],
);

export const interventions = pgTable(
  "interventions",
  {
    ...owned(),
    name: text().notNull(),
    objective: text().notNull(),
    ownerStaffId: uuid().notNull(),
    programId: uuid().notNull(),
    startDate: date().notNull(),
    endDate: date(),
    status: choice(InterventionStatus).notNull().default("draft"),
    plannedSessions: integer().notNull().default(0),
    plannedMinutes: integer().notNull().default(0),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.ownerStaffId, users),
    belongsTo(t.tenantId, t.programId, programs),
    index("interventions_by_status").on(t.tenantId, t.status),
    oneOf("interventions_status", t.status, InterventionStatus),
    check("interventions_in_order", sql`${t.endDate} is null or ${t.startDate} <= ${t.endDate}`),
  ],
);

export const enrollments = pgTable(
  "enrollments",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    source: choice(EnrollmentSource).notNull(),
    status: choice(EnrollmentStatus).notNull().default("active"),
    enrolledAt: instant()
      .notNull()
      .default(sql`now()`),
    withdrawnAt: instant(),
    exitReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    uniqueIndex("enrollments_one_active")
      .on(t.tenantId, t.interventionId, t.studentId)
      .where(sql`${t.status} = 'active'`),
    index("enrollments_by_student").on(t.tenantId, t.studentId, t.status),
    oneOf("enrollments_source", t.source, EnrollmentSource),
    oneOf("enrollments_status", t.status, EnrollmentStatus),
  ],
);

export const interventionTeam = pgTable(
  "intervention_team",
  { ...owned(), interventionId: uuid().notNull(), userId: uuid().notNull(), teamRole: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("intervention_team_once").on(t.tenantId, t.interventionId, t.userId),
  ],
);
