import * as z from "zod/mini";

import { exportFormat } from "../kernel/export-schema.ts";
import { InterventionId, LocationId, MutationId, SessionId, UserId } from "../kernel/ids.ts";
import { filledText } from "../kernel/text.ts";
import { Day, Instant } from "../kernel/time.ts";
import { Alternative, Clash, DurationMinutes, LocalTime, OccurrenceState } from "./schedule-schema.ts";
import { SessionStatus } from "./schema.ts";

const change = { mutationId: MutationId, sessionId: SessionId };
/** The version that the person saw. */
const version = z.int().check(z.gte(0), z.lte(2_000_000_000));

/** This session alone, it and those after it in its series, or all of the series that are still to come. */
export const ChangeScope = z.enum(["one", "following", "all"]);
export type ChangeScope = z.infer<typeof ChangeScope>;

const slot = {
  day: Day,
  time: LocalTime,
  durationMinutes: DurationMinutes,
  locationId: z.nullable(LocationId),
};

export const MoveSessionInput = z.strictObject({ ...change, version, ...slot });
export const ChangeSeriesInput = z.strictObject({
  ...change,
  version,
  scope: z.enum(["following", "all"]),
  /** Days by which each moves: Monday to Tuesday is 1. */
  shiftDays: z.int().check(z.gte(-6, "Move by at most 6 days."), z.lte(6, "Move by at most 6 days.")),
  time: LocalTime,
  durationMinutes: DurationMinutes,
  locationId: z.nullable(LocationId),
  facilitatorId: z.nullable(UserId),
});
export const CancelSessionsInput = z.strictObject({ ...change, version, scope: ChangeScope, reason: filledText(200) });
export const RestoreSessionsInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  sessionIds: z.array(SessionId).check(z.minLength(1, "Choose a session."), z.maxLength(400, "Choose at most 400.")),
});
export const SubstituteInput = z.strictObject({ ...change, version, facilitatorId: z.nullable(UserId) });
export const MakeUpInput = z.strictObject({ ...change, ...slot, facilitatorId: z.nullable(UserId) });

export const SessionsChanged = z.object({
  interventionId: InterventionId,
  sessions: z.array(z.object({ sessionId: SessionId, version: z.number() })),
  /** Sessions of the series that stay as they were: begun, or marked already. */
  untouched: z.number(),
});
export type SessionsChanged = z.infer<typeof SessionsChanged>;

/** `leftOut`: cancelled, because the school's calendar has no room for them where they would come to be. */
export const SeriesChanged = z.extend(SessionsChanged, { leftOut: z.number() });
export type SeriesChanged = z.infer<typeof SeriesChanged>;

export const CheckSlotInput = z.strictObject({
  sessionId: SessionId,
  ...slot,
  facilitatorId: z.nullable(UserId),
});
export const SlotCheck = z.object({
  state: OccurrenceState,
  reason: z.nullable(z.string()),
  clashes: z.array(Clash),
  alternatives: z.array(Alternative),
});
export type SlotCheck = z.infer<typeof SlotCheck>;

export const FreeStaff = z.array(
  z.object({
    id: UserId,
    name: z.string(),
    /** What they lead at that time; null: they are free. */
    busyWith: z.nullable(z.object({ title: z.string(), startsAt: Instant, endsAt: Instant })),
  }),
);
export type FreeStaff = z.infer<typeof FreeStaff>;

export const InterventionSessionsInput = z.strictObject({
  interventionId: InterventionId,
  /** Those to come, soonest first; those before, latest first. */
  when: z.enum(["coming", "past"]),
  cursor: z.optional(z.strictObject({ startsAt: Instant, id: SessionId })),
});
export const PlannedSession = z.object({
  id: SessionId,
  number: z.number(),
  startsAt: Instant,
  endsAt: Instant,
  status: SessionStatus,
  cancelledReason: z.nullable(z.string()),
  version: z.number(),
  locationId: z.nullable(LocationId),
  location: z.nullable(z.string()),
  facilitatorId: z.nullable(UserId),
  facilitator: z.nullable(z.string()),
  /** Whose it was, where somebody else leads it. */
  substitutedFor: z.nullable(z.string()),
  /** When the cancelled session was that this one makes up for. */
  makesUpFor: z.nullable(Instant),
  hasMakeUp: z.boolean(),
  isInSeries: z.boolean(),
  expected: z.number(),
  unmarked: z.number(),
  zone: z.string(),
});
export type PlannedSession = z.infer<typeof PlannedSession>;
export const InterventionSessions = z.object({
  rows: z.array(PlannedSession),
  next: z.nullable(z.object({ startsAt: Instant, id: SessionId })),
  mayChange: z.boolean(),
});
export type InterventionSessions = z.infer<typeof InterventionSessions>;

export const NotTakenInput = z.strictObject({
  scope: z.enum(["mine", "school"]),
  cursor: z.optional(z.strictObject({ startsAt: Instant, id: SessionId })),
});
export const ExportNotTakenInput = z.strictObject({
  scope: NotTakenInput.shape.scope,
  mutationId: MutationId,
  format: exportFormat,
});
export const NotTaken = z.object({
  rows: z.array(
    z.object({
      id: SessionId,
      title: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      location: z.nullable(z.string()),
      facilitator: z.nullable(z.string()),
      expected: z.number(),
      unmarked: z.number(),
      zone: z.string(),
      mayRecord: z.boolean(),
    }),
  ),
  next: z.nullable(z.object({ startsAt: Instant, id: SessionId })),
});
export type NotTaken = z.infer<typeof NotTaken>;
