import * as z from "zod/mini";

import { ProgressMetric } from "../interventions/schema.ts";
import { Situation } from "../kernel/errors.ts";
import { EnrollmentId, InterventionId, MutationId, SessionId, StudentId } from "../kernel/ids.ts";
import { text } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";

/** Names a point or a note within an intervention. */
const NoteId = z.uuid("This is not an id.").check(z.toLowerCase());

const Value = z.number("Write a number.");
const Rating = z.int("Use 1 to 5.").check(z.gte(1, "Use 1 to 5."), z.lte(5, "Use 1 to 5."));

/** The most cells of one save: a class over a term. */
const mostCells = 1_000;

export const CellInput = z.strictObject({
  studentId: StudentId,
  measuredOn: Day,
  /** Null takes the point away. */
  value: z.nullable(Value),
  /** The version of the point that the person saw; null: there was none. */
  seen: z.nullable(z.int()),
});
export type CellInput = z.infer<typeof CellInput>;

export const RecordManyInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  cells: z
    .array(CellInput)
    .check(z.minLength(1, "Send at least one cell."), z.maxLength(mostCells, "Send fewer cells.")),
});
export type RecordManyInput = z.infer<typeof RecordManyInput>;

/** A point as it stands. */
const PointState = z.object({ value: Value, version: z.number() });

/** What became of a cell. `contested`: somebody else's value stands, which the person had not seen. */
export const CellResult = z.object({
  studentId: StudentId,
  measuredOn: Day,
  outcome: z.enum(["recorded", "corrected", "withdrawn", "unchanged", "contested", "refused"]),
  /** What stands now. */
  point: z.nullable(PointState),
  situation: z.nullable(Situation),
  reason: z.nullable(z.string()),
});
export type CellResult = z.infer<typeof CellResult>;

export const RecordManyOutput = z.object({
  interventionId: InterventionId,
  version: z.number(),
  results: z.array(CellResult),
});

/** A note, a rating or both, with a value where one was measured beside them. */
export const SaveNoteInput = z
  .strictObject({
    mutationId: MutationId,
    interventionId: InterventionId,
    studentId: StudentId,
    /** A new note has none; a changed one names the version that the person saw. */
    existing: z.nullable(z.strictObject({ id: NoteId, version: z.int() })),
    measuredOn: Day,
    note: z.nullable(text(2_000)),
    rating: z.nullable(Rating),
    /** Empty for the intervention's own measure; else the name of one beside it. */
    metric: text(120),
    value: z.nullable(Value),
    sessionId: z.nullable(SessionId),
  })
  .check(
    z.refine(({ note, rating, value }) => (note ?? "") !== "" || rating !== null || value !== null, {
      error: "Write a note, choose a rating, or give a value.",
      path: ["note"],
    }),
  );
export type SaveNoteInput = z.infer<typeof SaveNoteInput>;

export const WithdrawNoteInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  noteId: NoteId,
  version: z.int(),
});
export const NoteChange = z.object({ interventionId: InterventionId, version: z.number(), noteId: z.string() });

/** What a grid needs to know to be filled in: who, which days, and what stands. */
export const GridInput = z.strictObject({
  interventionId: InterventionId,
  /** The column to be filled in; the school's day when left out. */
  day: z.optional(Day),
});

const GridCell = z.object({
  studentId: StudentId,
  measuredOn: Day,
  noteId: z.string(),
  value: z.number(),
  version: z.number(),
  by: z.string(),
});
export type GridCell = z.infer<typeof GridCell>;

const Measure = {
  metric: ProgressMetric,
  /** What a value can be; null: as the metric says. */
  lowest: z.nullable(z.number()),
  highest: z.nullable(z.number()),
  measure: z.string(),
  unit: z.string(),
  mayRecord: z.boolean(),
} as const;

export const Grid = z.object({
  interventionId: InterventionId,
  version: z.number(),
  today: Day,
  ...Measure,
  /** Earliest first; the last one is the day asked for. */
  days: z.array(Day),
  rows: z.array(
    z.object({
      studentId: StudentId,
      enrollmentId: EnrollmentId,
      displayCode: z.string(),
      gradeLevel: z.string(),
      /** Points can be written on the days of these: one who came back has several. */
      spans: z.array(z.object({ from: Day, to: z.nullable(Day) })),
    }),
  ),
  cells: z.array(GridCell),
});
export type Grid = z.infer<typeof Grid>;

/** Whether a student of the grid took part on a day. */
export const tookPartOn = ({ spans }: Pick<Grid["rows"][number], "spans">, day: Day): boolean =>
  spans.some(({ from, to }) => from <= day && (to === null || day <= to));

/** Beside the roster: the day's point of each student, and the one before. */
export const ProbesInput = z.strictObject({ sessionId: SessionId });
export const Probes = z.object({
  /** Null: the session belongs to no intervention, or the person may not see it. */
  intervention: z.nullable(z.object({ interventionId: InterventionId, measuredOn: Day, ...Measure })),
  rows: z.array(
    z.object({
      studentId: StudentId,
      point: z.nullable(PointState),
      before: z.nullable(z.object({ on: Day, value: z.number() })),
    }),
  ),
});
export type Probes = z.infer<typeof Probes>;

/** What a point was before: entered, corrected, withdrawn, by whom and when. */
export const NoteHistoryInput = z.strictObject({ interventionId: InterventionId, noteId: NoteId });
export const NoteHistory = z.array(
  z.object({
    at: z.string(),
    by: z.string(),
    value: z.nullable(z.number()),
    isWithdrawn: z.boolean(),
  }),
);
