import {
  Comparator,
  DecisionOutcome,
  RecommendationDecision,
  ThresholdType,
  WindowUnit,
} from "@handrail/domain/progress/schema";
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
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned } from "../columns.ts";
import { users } from "./access.ts";
import { enrollments, interventionGoals, interventions } from "./interventions.ts";
import { sessions } from "./sessions.ts";
import { students } from "./students.ts";

/** A measured point, a rating or a note of a student's progress in an intervention. */
export const progressNotes = pgTable(
  "progress_notes",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    enrollmentId: uuid().notNull(),
    goalId: uuid(),
    sessionId: uuid(),
    /** Empty for the intervention's own measure; else the name of a measure beside it. */
    metric: text().notNull().default(""),
    note: text(),
    /** 1 to 5. */
    rating: integer(),
    value: doublePrecision(),
    measuredOn: date().notNull(),
    enteredBy: uuid().notNull(),
    enteredAt: instant()
      .notNull()
      .default(sql`now()`),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.enrollmentId, enrollments),
    belongsTo(t.tenantId, t.goalId, interventionGoals),
    belongsTo(t.tenantId, t.sessionId, sessions),
    belongsTo(t.tenantId, t.enteredBy, users),
    index("progress_notes_by_intervention").on(t.tenantId, t.interventionId, t.studentId, t.measuredOn),
    index("progress_notes_by_student").on(t.tenantId, t.studentId, t.measuredOn),
    // One point a day: entering it again corrects it.
    uniqueIndex("progress_notes_one_point_a_day")
      .on(t.tenantId, t.interventionId, t.studentId, t.metric, t.measuredOn)
      .where(sql`${t.value} is not null and ${t.deletedAt} is null`),
    check(
      "progress_notes_say_something",
      sql`coalesce(nullif(btrim(${t.note}), ''), ${t.rating}::text, ${t.value}::text) is not null`,
    ),
    check("progress_notes_rating", sql`${t.rating} between 1 and 5`),
    check("progress_notes_value", sql`${t.value} > '-Infinity'::float8 and ${t.value} < 'Infinity'::float8`),
  ],
);

/** The day on which the plan changed: a vertical line on the graph. Without a student it is the whole group's. */
export const phaseChanges = pgTable(
  "phase_changes",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid(),
    changedOn: date().notNull(),
    what: text().notNull(),
    createdBy: uuid().notNull(),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.createdBy, users),
    index("phase_changes_by_intervention").on(t.tenantId, t.interventionId, t.changedOn),
  ],
);

/** When a student is done, as agreed beforehand. */
export const exitCriteria = pgTable(
  "exit_criteria",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    thresholdType: choice(ThresholdType).notNull(),
    /** The measure, for `custom_metric`. */
    metric: text().notNull().default(""),
    comparator: choice(Comparator).notNull(),
    targetValue: doublePrecision().notNull(),
    window: integer().notNull(),
    windowUnit: choice(WindowUnit).notNull(),
    createdBy: uuid().notNull(),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.createdBy, users),
    index("exit_criteria_by_intervention").on(t.tenantId, t.interventionId),
    oneOf("exit_criteria_threshold_type", t.thresholdType, ThresholdType),
    oneOf("exit_criteria_comparator", t.comparator, Comparator),
    oneOf("exit_criteria_window_unit", t.windowUnit, WindowUnit),
    check("exit_criteria_window", sql`${t.window} between 1 and 400`),
    check("exit_criteria_metric", sql`(${t.thresholdType} = 'custom_metric') = (${t.metric} <> '')`),
  ],
);

/** A recommendation with the evidence as it was; written before any status changes. A person decides. */
export const exitRecommendations = pgTable(
  "exit_recommendations",
  {
    ...owned(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    enrollmentId: uuid().notNull(),
    criterionId: uuid(),
    outcome: choice(DecisionOutcome).notNull(),
    evidence: jsonb().notNull(),
    /** The person who recommended it without a rule; null: the agreed criteria were met. */
    recommendedBy: uuid(),
    decision: choice(RecommendationDecision).notNull().default("pending"),
    decidedBy: uuid(),
    decidedAt: instant(),
    reason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.enrollmentId, enrollments),
    belongsTo(t.tenantId, t.criterionId, exitCriteria),
    belongsTo(t.tenantId, t.decidedBy, users),
    belongsTo(t.tenantId, t.recommendedBy, users),
    index("exit_recommendations_by_recommender").on(t.tenantId, t.recommendedBy),
    uniqueIndex("exit_recommendations_one_pending")
      .on(t.tenantId, t.enrollmentId)
      .where(sql`${t.decision} = 'pending'`),
    index("exit_recommendations_by_decision").on(t.tenantId, t.decision, t.createdAt),
    index("exit_recommendations_by_intervention").on(t.tenantId, t.interventionId, t.createdAt),
    index("exit_recommendations_by_student").on(t.tenantId, t.studentId, t.createdAt),
    oneOf("exit_recommendations_outcome", t.outcome, DecisionOutcome),
    oneOf("exit_recommendations_decision", t.decision, RecommendationDecision),
    check(
      "exit_recommendations_decided",
      sql`${t.decision} in ('pending', 'superseded') or (${t.decidedBy} is not null and ${t.decidedAt} is not null and btrim(coalesce(${t.reason}, '')) <> '')`,
    ),
  ],
);

/** What the points of an enrolment said when they were last looked at: lists and hints read it, a graph judges anew. */
export const progressVerdicts = pgTable(
  "progress_verdicts",
  {
    ...owned(),
    enrollmentId: uuid().notNull(),
    interventionId: uuid().notNull(),
    studentId: uuid().notNull(),
    outcome: choice(DecisionOutcome).notNull(),
    finding: text({ enum: ["above", "below", "around", "too_few", "reached"] }).notNull(),
    sentence: text().notNull(),
    isUndelivered: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.enrollmentId, enrollments),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    uniqueIndex("progress_verdicts_one").on(t.tenantId, t.enrollmentId),
    index("progress_verdicts_by_intervention").on(t.tenantId, t.interventionId, t.finding),
    oneOf("progress_verdicts_outcome", t.outcome, DecisionOutcome),
    check("progress_verdicts_finding", sql`${t.finding} in ('above', 'below', 'around', 'too_few', 'reached')`),
  ],
);
