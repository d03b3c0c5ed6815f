import * as z from "zod/mini";

import { MutationId, SessionId, UserId } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";

export const SessionKind = z.enum(["intervention", "class"]);
export type SessionKind = z.infer<typeof SessionKind>;
export const SessionStatus = z.enum(["scheduled", "completed", "cancelled"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const ResourceKind = z.enum(["staff", "room", "student"]);

/** `mine`: sessions I facilitate or belong to by team. `school`: all, for those who may read all. */
const DayScope = z.enum(["mine", "school"]);

export const SessionsOfDayInput = z.strictObject({ day: z.optional(Day), scope: DayScope });

export const SessionListRow = z.object({
  id: SessionId,
  kind: SessionKind,
  title: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  status: SessionStatus,
  cancelledReason: z.nullable(z.string()),
  location: z.nullable(z.string()),
  facilitatorId: z.nullable(UserId),
  facilitator: z.nullable(z.string()),
  /** Students expected, guests included. */
  expected: z.number(),
  /** Of those, without a mark. */
  unmarked: z.number(),
  /** Of the school that holds it: its times are shown by this zone. */
  zone: z.string(),
  mayRecord: z.boolean(),
});
export type SessionListRow = z.infer<typeof SessionListRow>;

export const SessionsOfDay = z.object({
  day: Day,
  zone: z.string(),
  now: Instant,
  closure: z.nullable(z.object({ reason: z.string() })),
  sessions: z.array(SessionListRow),
});
export type SessionsOfDay = z.infer<typeof SessionsOfDay>;

export const SessionChangeInput = z.strictObject({ mutationId: MutationId, sessionId: SessionId });
export const SessionChange = z.object({ sessionId: SessionId, version: z.number(), status: SessionStatus });
export type SessionChange = z.infer<typeof SessionChange>;
