import * as z from "zod/mini";

import { EnrollmentStatus, ProgressMetric } from "../interventions/schema.ts";
import { InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { filledText } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";
import { CriterionRow } from "./exit-schema.ts";
import { DecisionOutcome, VerdictFinding } from "./schema.ts";

const count = (least: number, most: number) =>
  z
    .int("Write a whole number.")
    .check(z.gte(least, `Use ${least} to ${most}.`), z.lte(most, `Use ${least} to ${most}.`));

/** How graphs are judged; `DecisionSettings` of the rules, as it is stored and sent. */
export const Settings = z.strictObject({
  rule: z.enum(["four_point", "trend"]),
  trend: z.enum(["theil_sen", "least_squares"]),
  baselinePoints: count(1, 10),
  points: count(3, 12),
  exitPoints: count(1, 12),
  band: z.enum(["scatter", "none"]),
  standardError: z.nullable(z.number("Write a number.").check(z.gt(0, "Use a number above 0."), z.lte(1_000_000))),
  afterChange: z.enum(["new_aim", "first_aim"]),
});

export const SetRuleInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  settings: Settings,
  /** The settings that the person saw. */
  seen: Settings,
});

export const ChangePlanInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  /** Null: the whole group's plan. */
  studentId: z.nullable(StudentId),
  changedOn: Day,
  what: filledText(200),
});
export const RemovePhaseInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  phaseId: z.uuid("This is not an id.").check(z.toLowerCase()),
});
export const PlanChange = z.object({ interventionId: InterventionId, version: z.number() });

const Point = z.object({ on: Day, value: z.number() });
const Line = z.object({ through: Point, perWeek: z.number() });

export const Phase = z.object({
  id: z.string(),
  studentId: z.nullable(StudentId),
  on: Day,
  what: z.string(),
  by: z.string(),
});
export type Phase = z.infer<typeof Phase>;

export const GraphPoint = z.object({
  noteId: z.string(),
  on: Day,
  value: z.nullable(z.number()),
  rating: z.nullable(z.number()),
  note: z.nullable(z.string()),
  /** Empty for the intervention's own measure. */
  metric: z.string(),
  by: z.string(),
  version: z.number(),
});
export type GraphPoint = z.infer<typeof GraphPoint>;

const Dosage = z.object({
  plannedSessions: z.number(),
  entered: z.number(),
  attended: z.number(),
  plannedMinutes: z.number(),
  receivedMinutes: z.number(),
});

const Verdict = z.object({
  outcome: DecisionOutcome,
  finding: VerdictFinding,
  strength: z.enum(["none", "early", "fair", "strong"]),
  sentence: z.string(),
  isUndelivered: z.boolean(),
  used: z.array(Point),
  baseline: z.nullable(z.number()),
  aim: z.nullable(Line),
  /** Of each phase with at least two points: a trend across a change would mix two plans. */
  trend: z.nullable(Line),
  needed: z.nullable(z.number()),
  received: z.nullable(z.number()),
});

export const StudentGraph = z.object({
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  status: EnrollmentStatus,
  goal: z.nullable(
    z.object({
      id: z.string(),
      measure: z.string(),
      unit: z.string(),
      higherIsBetter: z.boolean(),
      startsOn: Day,
      target: z.number(),
      targetOn: Day,
    }),
  ),
  points: z.array(GraphPoint),
  trends: z.array(z.object({ from: Day, to: Day, line: Line })),
  /** Sessions so far: attended, missed, or not entered. */
  sessions: z.array(z.object({ on: Day, state: z.enum(["attended", "missed", "open"]) })),
  dosage: Dosage,
  /** Null without a goal: then progress is only being observed. */
  verdict: z.nullable(Verdict),
});
export type StudentGraph = z.infer<typeof StudentGraph>;

export const GraphInput = z.strictObject({ interventionId: InterventionId });
export const Graph = z.object({
  interventionId: InterventionId,
  version: z.number(),
  today: Day,
  startsOn: Day,
  metric: ProgressMetric,
  lowest: z.nullable(z.number()),
  highest: z.nullable(z.number()),
  measure: z.string(),
  unit: z.string(),
  higherIsBetter: z.boolean(),
  settings: Settings,
  phases: z.array(Phase),
  criteria: z.array(CriterionRow),
  students: z.array(StudentGraph),
  mayRecord: z.boolean(),
  mayManage: z.boolean(),
  mayExport: z.boolean(),
});
export type Graph = z.infer<typeof Graph>;
