import * as z from "zod/mini";

import { RoleKey } from "../access/schema.ts";
import { RootCause } from "../casework/schema.ts";
import { MutationId, ProgramId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { Comparator, ThresholdType, WindowUnit } from "../progress/schema.ts";
import { isRecurrence, notRecurrence } from "./recurrence.ts";
import { Capacity, Frequency, InterventionType, LocationType, ProgramStatus, ProgressMetric } from "./schema.ts";

const whole = (least: number, most: number) =>
  z
    .int("Write a whole number.")
    .check(z.gte(least, `Use ${least} to ${most}.`), z.lte(most, `Use ${least} to ${most}.`));

/** An exit criterion that an intervention made from the program begins with. */
export const ExitDefault = z
  .strictObject({
    thresholdType: ThresholdType,
    /** The measure, for `custom_metric` alone. */
    metric: text(120),
    comparator: Comparator,
    targetValue: z.number("Write the value of each exit rule.").check(z.gte(-1_000_000), z.lte(1_000_000)),
    window: whole(1, 400),
    windowUnit: WindowUnit,
  })
  .check(
    z.refine(({ thresholdType, metric }) => (thresholdType === "custom_metric") === (metric !== ""), {
      error: "Only a rule on another measure has a name of a measure, and it needs one.",
      path: ["metric"],
    }),
  );
export type ExitDefault = z.infer<typeof ExitDefault>;

const bound = z.optional(
  z.nullable(
    z
      .number("Write a number.")
      .check(z.gte(-1_000_000, "Use -1000000 or more."), z.lte(1_000_000, "Use at most 1000000.")),
  ),
);

/** All that a program says. */
export const ProgramFields = z.strictObject({
  name: filledText(120),
  description: text(2000),
  interventionType: InterventionType,
  tier: whole(1, 3),
  frequency: Frequency,
  recurrence: filledText(200).check(z.refine(isRecurrence, notRecurrence)),
  durationMinutes: whole(5, 480),
  locationType: LocationType,
  defaultFacilitatorRole: RoleKey,
  progressMetric: ProgressMetric,
  higherIsBetter: z.boolean(),
  measure: text(120),
  unit: text(40),
  /** What a value of the measure can be. Left out, as null: as its metric says. */
  lowestValue: bound,
  highestValue: bound,
  capacity: Capacity,
  plannedWeeks: whole(1, 104),
  rootCauses: z.array(RootCause).check(z.maxLength(6, "Choose at most six root causes.")),
  exitDefaults: z.array(ExitDefault).check(z.maxLength(6, "Use at most six criteria.")),
});
export type ProgramFields = z.infer<typeof ProgramFields>;

/** Why the bounds of a program's values are none, in words. */
export const boundsProblem = ({
  lowestValue,
  highestValue,
}: Pick<ProgramFields, "lowestValue" | "highestValue">): string | null =>
  lowestValue != null && highestValue != null && highestValue <= lowestValue
    ? "The highest value must be above the lowest."
    : null;

export const Program = z.object({
  id: ProgramId,
  lineId: z.string(),
  version: z.number(),
  status: ProgramStatus,
  ...ProgramFields.shape,
  /** Answers tell what is stored, also what an earlier version of Handrail accepted. */
  recurrence: z.string(),
  exitDefaults: z.array(ExitDefault),
  updatedAt: Instant,
  /** Interventions that run this version: drafts and active ones. */
  running: z.number(),
  mayManage: z.boolean(),
});
export type Program = z.infer<typeof Program>;

/** One line of the library: its latest published version, or its draft while there is none. */
export const ProgramRow = z.object({
  id: ProgramId,
  lineId: z.string(),
  version: z.number(),
  status: ProgramStatus,
  name: z.string(),
  description: z.string(),
  interventionType: InterventionType,
  tier: z.number(),
  frequency: Frequency,
  recurrence: z.string(),
  durationMinutes: z.number(),
  plannedWeeks: z.number(),
  measure: z.string(),
  unit: z.string(),
  capacity: z.nullable(z.number()),
  rootCauses: z.array(z.string()),
  running: z.number(),
  /** A next version that is being written. */
  draftId: z.nullable(ProgramId),
});
export type ProgramRow = z.infer<typeof ProgramRow>;

export const ProgramsInput = z.strictObject({
  text: z.optional(text(100)),
  type: z.optional(InterventionType),
  tier: z.optional(whole(1, 3)),
  status: z.optional(ProgramStatus),
  cursor: z.optional(z.strictObject({ name: text(120), id: ProgramId })),
});
export const Programs = z.object({
  rows: z.array(ProgramRow),
  next: z.nullable(z.object({ name: z.string(), id: ProgramId })),
  mayManage: z.boolean(),
});

export const ProgramInput = z.strictObject({ programId: ProgramId });
/** All versions of its line, newest first. */
export const ProgramPage = z.object({
  program: Program,
  versions: z.array(
    z.object({ id: ProgramId, version: z.number(), status: ProgramStatus, updatedAt: Instant, running: z.number() }),
  ),
});
export type ProgramPage = z.infer<typeof ProgramPage>;

export const CreateProgramInput = z.strictObject({ mutationId: MutationId, fields: ProgramFields });
/** What the person changed, and what they saw in its place: another's change in between is told, never overwritten. */
export const ChangeProgramInput = z.strictObject({
  mutationId: MutationId,
  programId: ProgramId,
  changes: z.partial(ProgramFields),
  seen: z.partial(ProgramFields),
});
export const ProgramMoveInput = z.strictObject({ mutationId: MutationId, programId: ProgramId });
export const ProgramChange = z.object({ programId: ProgramId, version: z.number(), status: ProgramStatus });
