import * as z from "zod/mini";

import { isRecurrence, notRecurrence } from "../interventions/recurrence.ts";
import { InterventionId, LocationId, MutationId, SeriesId, SessionId, UserId } from "../kernel/ids.ts";
import { Day, daysBetween, Instant } from "../kernel/time.ts";
import { mostDays } from "./occurrences.ts";
import { ResourceKind } from "./schema.ts";

export const LocalTime = z
  .string()
  .check(
    z.maxLength(5, "Write a time, such as 09:30."),
    z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "Write a time, such as 09:30."),
  );
export const DurationMinutes = z
  .int("Write whole minutes.")
  .check(z.gte(5, "A session lasts at least 5 minutes."), z.lte(1440, "A session lasts at most 24 hours."));

/** Days by a rule, at a time of day of the school's clock, in a room, led by someone. */
export const Pattern = z
  .strictObject({
    recurrence: z.string().check(z.maxLength(200, "This rule is too long."), z.refine(isRecurrence, notRecurrence)),
    startsOn: Day,
    endsOn: Day,
    localTime: LocalTime,
    durationMinutes: DurationMinutes,
    locationId: z.nullable(LocationId),
    facilitatorId: z.nullable(UserId),
  })
  .check(
    z.refine(({ startsOn, endsOn }) => daysBetween(startsOn, endsOn) < mostDays, {
      error: "Sessions are planned for at most two years at once. Choose an earlier last day.",
      path: ["endsOn"],
    }),
  );
export type Pattern = z.infer<typeof Pattern>;

/** What becomes of one occurrence: left out (null), or held at another day or time. */
const Choice = z.strictObject({
  /** Which of the patterns, from 0. */
  pattern: z.int().check(z.gte(0), z.lte(3)),
  occursOn: Day,
  to: z.nullable(z.strictObject({ day: Day, time: LocalTime })),
});
export type Choice = z.infer<typeof Choice>;

const schedule = {
  interventionId: InterventionId,
  patterns: z
    .array(Pattern)
    .check(z.minLength(1, "Choose when the sessions are."), z.maxLength(4, "Use at most 4 patterns at once.")),
  choices: z.array(Choice).check(z.maxLength(750, "Choose for at most 750 sessions at once.")),
};

export const PreviewScheduleInput = z.strictObject(schedule);
export type PreviewScheduleInput = z.infer<typeof PreviewScheduleInput>;
export const ScheduleInput = z.strictObject({
  mutationId: MutationId,
  ...schedule,
  /** How many sessions the preview promised: another number means that the calendar has changed since. */
  count: z.int().check(z.gte(1, "There is no session to save."), z.lte(400, "Save at most 400 sessions at once.")),
});
export type ScheduleInput = z.infer<typeof ScheduleInput>;
export const ScheduleOutput = z.object({
  interventionId: InterventionId,
  version: z.number(),
  seriesIds: z.array(SeriesId),
  sessionIds: z.array(SessionId),
});

/** `self`: another session of the same schedule. */
const ClashKind = z.enum([...ResourceKind.options, "self"]);

/** What is in the way: whose time, by name (a student by code), and what they are booked for. */
export const Clash = z.object({
  kind: ClashKind,
  resourceId: z.string(),
  name: z.string(),
  title: z.string(),
  sessionId: z.nullable(SessionId),
  startsAt: Instant,
  endsAt: Instant,
});
export type Clash = z.infer<typeof Clash>;

export const Alternative = z.object({ day: Day, time: z.string(), startsAt: Instant });
export type Alternative = z.infer<typeof Alternative>;

export const OccurrenceState = z.enum([
  "ok",
  "closed",
  "outside_term",
  "not_operating",
  "outside_hours",
  "past",
  "clash",
  "left_out",
]);
export type OccurrenceState = z.infer<typeof OccurrenceState>;

export const Occurrence = z.object({
  pattern: z.number(),
  /** The day that the pattern gave it. */
  occursOn: Day,
  day: Day,
  time: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: OccurrenceState,
  /** Why the school is closed, or when it is open. */
  reason: z.nullable(z.string()),
  /** The first ones; `clashCount` has them all. */
  clashes: z.array(Clash),
  clashCount: z.number(),
  alternatives: z.array(Alternative),
});
export type Occurrence = z.infer<typeof Occurrence>;

export const SchedulePreview = z.object({
  zone: z.string(),
  students: z.number(),
  /** Sessions that would be saved. */
  count: z.number(),
  occurrences: z.array(Occurrence),
  /** Rooms with fewer places than students, by pattern. */
  crowded: z.array(z.object({ pattern: z.number(), room: z.string(), capacity: z.number() })),
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;

export const ScheduleOptions = z.object({
  zone: z.string(),
  today: Day,
  staff: z.array(z.object({ id: UserId, name: z.string() })),
  rooms: z.array(z.object({ id: LocationId, name: z.string(), capacity: z.nullable(z.number()) })),
  /** Where the form begins: the program's rule and length, the plan's end, who led last. */
  suggested: z.object({
    recurrence: z.string(),
    durationMinutes: z.number(),
    endsOn: z.nullable(Day),
    facilitatorId: z.nullable(UserId),
    locationId: z.nullable(LocationId),
  }),
});
export type ScheduleOptions = z.infer<typeof ScheduleOptions>;
