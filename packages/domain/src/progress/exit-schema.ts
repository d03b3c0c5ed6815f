import * as z from "zod/mini";

import { InterventionId, MutationId, StudentId, UserId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Day, Instant } from "../kernel/time.ts";
import {
  Comparator,
  DecisionOutcome,
  RecommendationDecision,
  ThresholdType,
  VerdictFinding,
  WindowUnit,
} from "./schema.ts";

/** When a student is done, in one condition. */
export const CriterionFields = z
  .strictObject({
    thresholdType: ThresholdType,
    /** The measure, for `custom_metric` alone. */
    metric: text(120),
    comparator: Comparator,
    targetValue: z.number("Write a number.").check(z.gte(-1_000_000), z.lte(1_000_000)),
    window: z.int("Write a whole number.").check(z.gte(1, "Use 1 to 400."), z.lte(400, "Use 1 to 400.")),
    windowUnit: WindowUnit,
  })
  .check(
    z.refine(({ thresholdType, metric }) => (thresholdType === "custom_metric") === (metric !== ""), {
      error: "Write the name of the measure.",
      path: ["metric"],
    }),
    z.refine(({ thresholdType, windowUnit }) => thresholdType !== "attendance" || windowUnit !== "points", {
      error: "Attendance looks back over sessions or days.",
      path: ["windowUnit"],
    }),
    z.refine(
      ({ thresholdType, targetValue }) => thresholdType !== "attendance" || (targetValue >= 0 && targetValue <= 100),
      { error: "Use 0 to 100 per cent.", path: ["targetValue"] },
    ),
  );
export type CriterionFields = z.infer<typeof CriterionFields>;

export const CriterionRow = z.object({
  id: z.string(),
  version: z.number(),
  thresholdType: ThresholdType,
  metric: z.string(),
  comparator: Comparator,
  targetValue: z.number(),
  window: z.number(),
  windowUnit: WindowUnit,
});
export type CriterionRow = z.infer<typeof CriterionRow>;

const Existing = z.strictObject({ id: z.uuid("This is not an id.").check(z.toLowerCase()), version: z.int() });

export const SaveCriterionInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  /** A new criterion has none. */
  criterion: z.nullable(Existing),
  /** Null takes it away. */
  fields: z.nullable(CriterionFields),
});
/** A rule as it is being written: whom it would put in the queue, before anybody saves it. */
export const TryCriterionInput = z.strictObject({
  interventionId: InterventionId,
  /** The one that is being changed; null: it would be added. */
  criterionId: z.nullable(z.uuid("This is not an id.").check(z.toLowerCase())),
  fields: CriterionFields,
});
/** Of the students who take part now, how many would meet all rules, this one among them. */
export const TriedCriterion = z.object({ meeting: z.number(), students: z.number() });

export const CriterionChange = z.object({
  interventionId: InterventionId,
  version: z.number(),
  criterionId: z.string(),
});

const Point = z.object({ on: Day, value: z.number() });

/** What a recommendation rests on, as it was at that moment: figures and versions, no words about a student. */
export const Evidence = z.object({
  on: Day,
  criteria: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      words: z.string(),
      /** The value that was held against the target: the worst of the window. */
      value: z.number(),
      /** Points, or sessions as 1 (attended) and 0. */
      used: z.array(Point),
      /** Left out of what was recommended before it was kept: met. */
      isMet: z.optional(z.boolean()),
    }),
  ),
  points: z.array(Point),
  goal: z.nullable(
    z.object({
      id: z.string(),
      version: z.number(),
      baseline: z.nullable(z.number()),
      target: z.number(),
      targetOn: Day,
    }),
  ),
  verdict: z.nullable(
    z.object({
      outcome: DecisionOutcome,
      /** Evidence of earlier releases has none. */
      finding: z.optional(VerdictFinding),
      strength: z.string(),
      sentence: z.string(),
      perWeek: z.nullable(z.number()),
    }),
  ),
  dosage: z.object({
    plannedSessions: z.number(),
    entered: z.number(),
    attended: z.number(),
    plannedMinutes: z.number(),
    receivedMinutes: z.number(),
  }),
  rule: z.object({
    rule: z.string(),
    trend: z.string(),
    baselinePoints: z.number(),
    points: z.number(),
    exitPoints: z.number(),
    /** Evidence of before there was a band has none of these. */
    band: z.optional(z.string()),
    standardError: z.optional(z.nullable(z.number())),
    afterChange: z.optional(z.string()),
  }),
  versions: z.object({ intervention: z.number(), program: z.number(), enrollment: z.number() }),
});
export type Evidence = z.infer<typeof Evidence>;

export const DecisionsInput = z.strictObject({
  show: z.enum(["pending", "decided"]),
  interventionId: z.optional(InterventionId),
  cursor: z.optional(z.strictObject({ at: Instant, id: z.uuid() })),
});

export const DecisionRow = z.object({
  id: z.string(),
  version: z.number(),
  interventionId: InterventionId,
  interventionName: z.string(),
  programName: z.string(),
  unit: z.string(),
  ownerId: UserId,
  ownerName: z.string(),
  studentId: StudentId,
  displayCode: z.string(),
  createdAt: Instant,
  outcome: DecisionOutcome,
  evidence: Evidence,
  /** Who recommended it without a rule; null: the agreed criteria were met. */
  recommendedBy: z.nullable(z.string()),
  decision: RecommendationDecision,
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  reason: z.nullable(z.string()),
  mayDecide: z.boolean(),
  /** Until when the reader has put it off; null: it waits now. */
  putOffUntil: z.nullable(Day),
});
export type DecisionRow = z.infer<typeof DecisionRow>;

export const Decisions = z.object({
  rows: z.array(DecisionRow),
  next: z.nullable(z.object({ at: Instant, id: z.string() })),
  zone: z.string(),
  /** The school's day. */
  today: Day,
});
export type Decisions = z.infer<typeof Decisions>;

export const DecideExitInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  recommendationId: z.uuid("This is not an id.").check(z.toLowerCase()),
  /** The version that the person saw: the evidence they decided on. */
  version: z.int(),
  decision: z.enum(["accepted", "declined"]),
  reason: filledText(500),
});
export const ExitDecision = z.object({
  recommendationId: z.string(),
  version: z.number(),
  decision: RecommendationDecision,
});

/** Puts a decision off for the person who asks, to a later day; null: it waits again. */
export const PutOffExitInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  recommendationId: z.uuid("This is not an id.").check(z.toLowerCase()),
  until: z.nullable(Day),
});
export const ExitPutOffChange = z.object({ recommendationId: z.string(), until: z.nullable(Day) });
