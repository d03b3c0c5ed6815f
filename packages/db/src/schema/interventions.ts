import {
  EnrollmentSource,
  EnrollmentStatus,
  Frequency,
  GoalStatus,
  InterventionStatus,
  InterventionType,
  LocationType,
  ProgramStatus,
  ProgressMetric,
  TeamRole,
  WaitingStatus,
} from "@handrail/domain/interventions/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned, sortedText } from "../columns.ts";
import { users } from "./access.ts";
import { students } from "./students.ts";

/** A reusable recipe. A new version is a new row with the same `lineId`; what runs keeps the version it began with. */
export const programs = pgTable(
  "programs",
  {
    ...owned(),
    lineId: uuid().notNull(),
    version: integer().notNull(),
    name: sortedText().notNull(),
    description: text().notNull().default(""),
    interventionType: choice(InterventionType).notNull(),
    tier: smallint().notNull(),
    frequency: choice(Frequency).notNull(),
    recurrence: text().notNull(),
    durationMinutes: integer().notNull(),
    locationType: choice(LocationType).notNull(),
    defaultFacilitatorRole: text().notNull(),
    progressMetric: choice(ProgressMetric).notNull(),
    higherIsBetter: boolean().notNull().default(true),
    /** What is measured, in words, such as "Words read correctly in a minute". */
    measure: text().notNull().default(""),
    unit: text().notNull().default(""),
    /** What a value of the measure can be; null: as its metric says. */
    lowestValue: doublePrecision(),
    highestValue: doublePrecision(),
    capacity: integer(),
    plannedWeeks: integer().notNull().default(12),
    /** Root causes for which a case may suggest it. */
    rootCauses: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Exit criteria that an intervention made from it begins with. */
    exitDefaults: jsonb()
      .notNull()
      .default(sql`'[]'`),
    createdBy: uuid(),
    status: choice(ProgramStatus).notNull().default("published"),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.createdBy, users),
    uniqueIndex("programs_one_per_version").on(t.tenantId, t.lineId, t.version),
    index("programs_by_status").on(t.tenantId, t.status, t.name),
    check("programs_values", sql`${t.lowestValue} < ${t.highestValue}`),
    check("programs_capacity", sql`${t.capacity} between 1 and 500`),
    check("programs_planned_weeks", sql`${t.plannedWeeks} between 1 and 104`),
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
    name: sortedText().notNull(),
    objective: text().notNull(),
    ownerStaffId: uuid().notNull(),
    programId: uuid().notNull(),
    startDate: date().notNull(),
    endDate: date(),
    status: choice(InterventionStatus).notNull().default("draft"),
    plannedSessions: integer().notNull().default(0),
    plannedMinutes: integer().notNull().default(0),
    /** Places; null: as many as come. */
    capacity: integer(),
    /** Why it was cancelled, or completed before its end. */
    statusReason: text(),
    closedAt: instant(),
    /** How its graph is judged, where that differs from the school's settings. */
    decisionSettings: jsonb()
      .notNull()
      .default(sql`'{}'`),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.ownerStaffId, users),
    belongsTo(t.tenantId, t.programId, programs),
    index("interventions_by_status").on(t.tenantId, t.status),
    index("interventions_by_owner").on(t.tenantId, t.ownerStaffId, t.status),
    index("interventions_by_name").on(t.tenantId, t.name, t.id),
    index("interventions_by_program").on(t.tenantId, t.programId),
    check("interventions_capacity", sql`${t.capacity} between 1 and 500`),
    check(
      "interventions_cancelled_with_reason",
      sql`${t.status} <> 'cancelled' or btrim(coalesce(${t.statusReason}, '')) <> ''`,
    ),
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
    index("enrollments_by_intervention").on(t.tenantId, t.interventionId, t.status),
    check("enrollments_ended", sql`(${t.status} = 'active') = (${t.withdrawnAt} is null)`),
    check("enrollments_ended_with_reason", sql`${t.status} = 'active' or btrim(coalesce(${t.exitReason}, '')) <> ''`),
    oneOf("enrollments_source", t.source, EnrollmentSource),
    oneOf("enrollments_status", t.status, EnrollmentStatus),
  ],
);

export const interventionTeam = pgTable(
  "intervention_team",
  { ...owned(), interventionId: uuid().notNull(), userId: uuid().notNull(), teamRole: choice(TeamRole).notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("intervention_team_once").on(t.tenantId, t.interventionId, t.userId),
    index("intervention_team_by_user").on(t.tenantId, t.userId),
    oneOf("intervention_team_role", t.teamRole, TeamRole),
  ],
);

/** What a student is to reach: from a baseline to a target, by a day. Without a target it is only being observed. */
export const interventionGoals = pgTable(
  "intervention_goals",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    measure: text().notNull(),
    unit: text().notNull().default(""),
    higherIsBetter: boolean().notNull().default(true),
    /** Null until enough points are there: then it is their median. */
    baseline: doublePrecision(),
    startsOn: date().notNull(),
    target: doublePrecision().notNull(),
    targetOn: date().notNull(),
    status: choice(GoalStatus).notNull().default("active"),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    uniqueIndex("intervention_goals_one_active")
      .on(t.tenantId, t.interventionId, t.studentId, t.measure)
      .where(sql`${t.status} = 'active' and ${t.deletedAt} is null`),
    index("intervention_goals_by_intervention").on(t.tenantId, t.interventionId),
    index("intervention_goals_by_student").on(t.tenantId, t.studentId, t.status),
    oneOf("intervention_goals_status", t.status, GoalStatus),
    check("intervention_goals_in_order", sql`${t.startsOn} < ${t.targetOn}`),
  ],
);

/** Who waits for a place, in the order of asking. */
export const waitingList = pgTable(
  "waiting_list",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    status: choice(WaitingStatus).notNull().default("waiting"),
    addedBy: uuid().notNull(),
    settledAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.addedBy, users),
    uniqueIndex("waiting_list_once")
      .on(t.tenantId, t.interventionId, t.studentId)
      .where(sql`${t.status} = 'waiting'`),
    index("waiting_list_in_order").on(t.tenantId, t.interventionId, t.status, t.createdAt),
    oneOf("waiting_list_status", t.status, WaitingStatus),
  ],
);
