import * as z from "zod/mini";

import { InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";
import { GoalStatus } from "./schema.ts";

/** Names a goal within an intervention; without a brand of its own, since nothing else is about goals alone. */
const GoalId = z.uuid("This is not an id.").check(z.toLowerCase());

const Value = z
  .number("Write a number.")
  .check(
    z.gte(-1_000_000, "Use a number of at most seven digits."),
    z.lte(1_000_000, "Use a number of at most seven digits."),
  );

export const GoalRow = z.object({
  id: z.string(),
  studentId: StudentId,
  displayCode: z.string(),
  measure: z.string(),
  unit: z.string(),
  higherIsBetter: z.boolean(),
  /** Null until enough points are there: then it is their median. */
  baseline: z.nullable(z.number()),
  startsOn: Day,
  target: z.number(),
  targetOn: Day,
  status: GoalStatus,
  version: z.number(),
});
export type GoalRow = z.infer<typeof GoalRow>;

/** A new goal has no id; a changed one names the version that the person saw. */
export const SaveGoalInput = z
  .strictObject({
    mutationId: MutationId,
    interventionId: InterventionId,
    goal: z.nullable(z.strictObject({ id: GoalId, version: z.int() })),
    studentId: StudentId,
    measure: filledText(120),
    unit: text(40),
    higherIsBetter: z.boolean(),
    baseline: z.nullable(Value),
    startsOn: Day,
    target: Value,
    targetOn: Day,
    status: GoalStatus,
  })
  .check(
    z.refine(({ startsOn, targetOn }) => startsOn < targetOn, {
      error: "The day of the target must be after the first day.",
      path: ["targetOn"],
    }),
  );
export type SaveGoalInput = z.infer<typeof SaveGoalInput>;
export const GoalChange = z.object({ interventionId: InterventionId, version: z.number(), goalId: z.string() });
