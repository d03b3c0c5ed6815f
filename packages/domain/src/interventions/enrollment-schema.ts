import * as z from "zod/mini";

import { Situation } from "../kernel/errors.ts";
import { EnrollmentId, InterventionId, MutationId, SessionId, StudentId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { DecisionOutcome, VerdictFinding } from "../progress/schema.ts";
import { EnrollmentSource, EnrollmentStatus } from "./schema.ts";

/** Students enrolled in one go. */
export const mostAtOnce = 200;

export const EnrollmentRow = z.object({
  id: EnrollmentId,
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  source: EnrollmentSource,
  status: EnrollmentStatus,
  enrolledAt: Instant,
  endedAt: z.nullable(Instant),
  exitReason: z.nullable(z.string()),
  version: z.number(),
  present: z.number(),
  tardy: z.number(),
  absent: z.number(),
  excused: z.number(),
  minutesReceived: z.number(),
  minutesPlanned: z.number(),
  /** What the points said when they were last looked at; null before anything was judged. */
  verdict: z.nullable(
    z.object({
      outcome: DecisionOutcome,
      finding: VerdictFinding,
      sentence: z.string(),
      /** Too little of the plan was received to say that it does not help. */
      isUndelivered: z.boolean(),
    }),
  ),
});
export type EnrollmentRow = z.infer<typeof EnrollmentRow>;

export const WaitingRow = z.object({
  id: z.string(),
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  since: Instant,
});
export type WaitingRow = z.infer<typeof WaitingRow>;

/** A session of another intervention or class that claims the student's time. */
export const EnrollmentClash = z.object({
  /** The session of this intervention that cannot be had beside it. */
  sessionId: SessionId,
  title: z.string(),
  startsAt: Instant,
  endsAt: Instant,
});
export type EnrollmentClash = z.infer<typeof EnrollmentClash>;

export const EnrollInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  students: z
    .array(StudentId)
    .check(
      z.minLength(1, "Choose at least one student."),
      z.maxLength(mostAtOnce, `Enrol at most ${mostAtOnce} students at once.`),
    ),
  source: EnrollmentSource,
  /** `refuse`: a student whose time is taken is not enrolled. `leave_out`: they are, without the sessions in question. */
  onClash: z.enum(["refuse", "leave_out"]),
  /** What becomes of those for whom there is no place. */
  whenFull: z.enum(["refuse", "wait"]),
});
export type EnrollInput = z.infer<typeof EnrollInput>;

/** `already`: enrolled, or on the waiting list, before this was asked for. */
const EnrollOutcome = z.enum(["enrolled", "waiting", "already", "refused"]);
export const EnrollResult = z.object({
  studentId: StudentId,
  outcome: EnrollOutcome,
  situation: z.nullable(Situation),
  reason: z.nullable(z.string()),
  clashes: z.array(EnrollmentClash),
});
export type EnrollResult = z.infer<typeof EnrollResult>;
export const EnrollOutput = z.object({
  interventionId: InterventionId,
  version: z.number(),
  results: z.array(EnrollResult),
  enrolled: z.number(),
  capacity: z.nullable(z.number()),
});
export type EnrollOutput = z.infer<typeof EnrollOutput>;

export const EndEnrollmentInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  enrollmentId: EnrollmentId,
  /** The version that the person saw. */
  version: z.int(),
  as: z.enum(["withdrawn", "exited"]),
  reason: filledText(500),
});

export const RestoreEnrollmentInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  enrollmentId: EnrollmentId,
  studentId: StudentId,
  /** The version that the ending gave it. */
  version: z.int(),
});

export const LeaveWaitingInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  studentId: StudentId,
});

export const EnrollmentChange = z.object({ interventionId: InterventionId, version: z.number() });

export const CsvSeparator = z.enum(["comma", "semicolon", "tab", "bar"]);
export type CsvSeparator = z.infer<typeof CsvSeparator>;

/** A pasted list of codes and names, or a file as it was exported: read before anything is saved. */
export const ReadStudentsInput = z.strictObject({
  interventionId: InterventionId,
  kind: z.enum(["codes", "csv"]),
  text: text(200_000).check(z.minLength(1, "There is nothing in it.")),
  /** What stands between the cells of the file; told by the file itself when left out. */
  separator: z.optional(CsvSeparator),
  /** The column of the file that names the students, from 0. */
  column: z.optional(z.int().check(z.gte(0), z.lte(500))),
});

/** A line of the list as the file counts them, and who it names or why it names nobody. */
export const ReadLine = z.object({
  line: z.number(),
  text: z.string(),
  student: z.nullable(z.object({ studentId: StudentId, displayCode: z.string(), gradeLevel: z.string() })),
  problem: z.nullable(z.string()),
});
export type ReadLine = z.infer<typeof ReadLine>;

/** How a file was read, for the person to change. `column` null: none looks like students, so it has to be chosen. */
const ReadFile = z.object({
  separator: CsvSeparator,
  column: z.nullable(z.number()),
  columns: z.array(z.string()),
});
export type ReadFile = z.infer<typeof ReadFile>;
export const ReadStudents = z.object({ lines: z.array(ReadLine), file: z.nullable(ReadFile) });
export type ReadStudents = z.infer<typeof ReadStudents>;
