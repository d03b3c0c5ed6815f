import * as z from "zod/mini";

import { Situation } from "../kernel/errors.ts";
import { MutationId, SessionId, StudentId, UserId } from "../kernel/ids.ts";
import { text } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { SessionKind, SessionStatus } from "../sessions/schema.ts";

/** `scheduled` is Unmarked: expected, nothing said yet. It never counts and never turns into Absent by itself. */
export const AttendanceStatus = z.enum(["scheduled", "present", "tardy", "absent", "excused"]);
export type AttendanceStatus = z.infer<typeof AttendanceStatus>;

/** `guest`: a walk-in without enrolment. `not_expected`: enrolled, but not today. */
export const Expectation = z.enum(["expected", "guest", "not_expected"]);
export type Expectation = z.infer<typeof Expectation>;

const MinutesLate = z
  .int()
  .check(z.gte(0, "Write 0 minutes late or more."), z.lte(600, "Write at most 600 minutes late."));

/** Another value for the same row, sent by someone who had not seen the current one; kept until one is chosen. */
export const Claim = z.object({
  mutationId: MutationId,
  status: AttendanceStatus,
  minutesLate: z.nullable(z.number()),
  note: z.nullable(z.string()),
  by: UserId,
  at: Instant,
});
export type Claim = z.infer<typeof Claim>;

export const RosterRow = z.object({
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  expectation: Expectation,
  status: AttendanceStatus,
  /** Whole minutes after the start; only with `tardy`. */
  minutesLate: z.nullable(z.number()),
  /** Whole minutes of the session received; null while unmarked. */
  minutesAttended: z.nullable(z.number()),
  note: z.nullable(z.string()),
  takenBy: z.nullable(UserId),
  recordedAt: z.nullable(Instant),
  /** Version of this row. A mark says which one it was made on. */
  version: z.number(),
  contested: z.array(Claim),
  /** Sessions attended and sessions marked so far in this intervention or class: 12 of 13. */
  attended: z.number(),
  marked: z.number(),
});
export type RosterRow = z.infer<typeof RosterRow>;

export const RosterSession = z.object({
  id: SessionId,
  kind: SessionKind,
  title: z.string(),
  /** Place in its series, 1-based, and the series' length. */
  number: z.number(),
  of: z.number(),
  startsAt: Instant,
  endsAt: Instant,
  zone: z.string(),
  status: SessionStatus,
  cancelledReason: z.nullable(z.string()),
  location: z.nullable(z.string()),
  facilitatorId: z.nullable(UserId),
  mayRecord: z.boolean(),
  mayReopen: z.boolean(),
  mayAddGuests: z.boolean(),
  /** Days after the end in which marks may still be changed. */
  editDays: z.number(),
});
export type RosterSession = z.infer<typeof RosterSession>;

/** Another session that expects a student of this roster at the same time. */
export const RosterClash = z.object({ studentId: StudentId, title: z.string(), startsAt: Instant, endsAt: Instant });
export type RosterClash = z.infer<typeof RosterClash>;

export const Roster = z.object({
  session: RosterSession,
  /** Version of the roster as a whole: rises by one with every change to a row or to the session. */
  version: z.number(),
  rows: z.array(RosterRow),
  /** Staff whose ids occur in the rows, and all who may mark. */
  people: z.array(z.object({ id: UserId, name: z.string() })),
  clashes: z.array(RosterClash),
});
export type Roster = z.infer<typeof Roster>;

export const SessionIdInput = z.strictObject({ sessionId: SessionId });

export const MarkInput = z.strictObject({
  studentId: StudentId,
  status: AttendanceStatus,
  /** Needed with `tardy`, refused with any other mark. */
  minutesLate: z.optional(z.nullable(MinutesLate)),
  note: z.optional(z.nullable(text(500))),
  /** The row's version that the person saw. */
  baseVersion: z.int().check(z.gte(0), z.lte(2_000_000_000)),
});
export type MarkInput = z.infer<typeof MarkInput>;

export const RecordAttendanceInput = z.strictObject({
  mutationId: MutationId,
  sessionId: SessionId,
  /** One mark, or a whole class at once; at most one per student. */
  marks: z
    .array(MarkInput)
    .check(z.minLength(1, "Send at least one mark."), z.maxLength(200, "Send at most 200 marks at once.")),
  /** The person knows that the session is finished and changes it all the same. */
  afterFinish: z.optional(z.boolean()),
});
export type RecordAttendanceInput = z.infer<typeof RecordAttendanceInput>;

/**
 * `recorded`: this mark is now the row's. `unchanged`: the row said so already. `contested`: someone else's mark, which
 * this person had not seen, stands; both are shown. `refused`: see `reason`; the mark was not kept by the server.
 */
const MarkOutcome = z.enum(["recorded", "unchanged", "contested", "refused"]);

export const RecordAttendanceOutput = z.object({
  sessionId: SessionId,
  version: z.number(),
  results: z.array(
    z.object({
      studentId: StudentId,
      outcome: MarkOutcome,
      reason: z.nullable(z.string()),
      /** Why it was refused, for a program; null with any other outcome, and in answers kept from before it was said. */
      situation: z._default(z.nullable(Situation), null),
      row: z.nullable(RosterRow),
    }),
  ),
});
export type RecordAttendanceOutput = z.infer<typeof RecordAttendanceOutput>;

export const KeepMarkInput = z.strictObject({
  mutationId: MutationId,
  sessionId: SessionId,
  studentId: StudentId,
  /** `current`, or the mutation id of the claim to keep. */
  keep: z.union([z.literal("current"), MutationId]),
  baseVersion: z.int(),
});

export const GuestInput = z.strictObject({ mutationId: MutationId, sessionId: SessionId, studentId: StudentId });
export const ExpectationInput = z.strictObject({
  mutationId: MutationId,
  sessionId: SessionId,
  studentId: StudentId,
  expected: z.boolean(),
  baseVersion: z.int(),
});
export const RosterChange = z.object({ sessionId: SessionId, version: z.number(), row: RosterRow });

export const HistoryInput = z.strictObject({ sessionId: SessionId, studentId: StudentId });
export const HistoryEntry = z.object({
  at: Instant,
  by: z.nullable(z.object({ id: UserId, name: z.string() })),
  action: z.string(),
  before: z.nullable(
    z.object({ status: AttendanceStatus, minutesLate: z.nullable(z.number()), note: z.nullable(z.string()) }),
  ),
  after: z.nullable(
    z.object({ status: AttendanceStatus, minutesLate: z.nullable(z.number()), note: z.nullable(z.string()) }),
  ),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const GuestOption = z.object({ studentId: StudentId, displayCode: z.string(), gradeLevel: z.string() });
