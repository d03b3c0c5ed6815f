import * as z from "zod/mini";

import type { EventName, EventPayload } from "../events.ts";
import { CaseId, InterventionId, SessionId, StudentId, UserId } from "../kernel/ids.ts";
import { Day } from "../kernel/time.ts";

/** Lists that say when they have changed. They carry no ids: who may see which row is decided when they are asked for. */
export const ListTopic = z.enum(["programs", "interventions", "decisions", "cases", "messages", "jobs", "inbox"]);
export type ListTopic = z.infer<typeof ListTopic>;

/** What a client may ask to follow. It names a resource; the server alone knows the room. */
export const WatchInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("roster"), sessionId: SessionId }),
  z.strictObject({ kind: z.literal("day"), day: Day }),
  z.strictObject({ kind: z.literal("intervention"), interventionId: InterventionId }),
  z.strictObject({ kind: z.literal("student"), studentId: StudentId }),
  z.strictObject({ kind: z.literal("case"), caseId: CaseId }),
  z.strictObject({ kind: z.literal("list"), topic: ListTopic }),
]);
export type WatchInput = z.infer<typeof WatchInput>;

/** The answer to `watch`: the version to compare with what the page holds, or why not. */
export const WatchAnswer = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), version: z.nullable(z.number()) }),
  z.object({ ok: z.literal(false), situation: z.string(), message: z.string() }),
]);
export type WatchAnswer = z.infer<typeof WatchAnswer>;

/** What people can be seen on together. */
const SharedKind = z.enum(["roster", "intervention", "student", "case"]);

/**
 * Where a person is on a page just now: the row they hold (a student's id) or the field they write in, if any. Never
 * stored.
 */
export const HereInput = z.strictObject({
  kind: SharedKind,
  id: z.uuid(),
  at: z.nullable(z.string().check(z.regex(/^[\w.:-]{1,80}$/, "This is not a place on a page."))),
});
export type HereInput = z.infer<typeof HereInput>;

export const Presence = z.object({
  kind: SharedKind,
  id: z.string(),
  people: z.array(z.object({ id: UserId, name: z.string(), at: z.nullable(z.string()) })),
});
export type Presence = z.infer<typeof Presence>;

/** What a client may send over the socket; each is answered. Everything that changes data goes through tRPC instead. */
export interface ClientToServer {
  watch: (input: WatchInput, answer: (answer: WatchAnswer) => void) => void;
  unwatch: (input: WatchInput, answer: (answer: { ok: boolean }) => void) => void;
  here: (input: HereInput) => void;
}

/** Names a thing that is watched: the id of a session, an intervention, a student or a case, a day, or a list's topic. */
const watched = { kind: z.enum(["roster", "day", "intervention", "student", "case", "list"]), id: z.string() };

/** A room the person was taken out of, because they may no longer see it. @public */
export const Left = z.object({ ...watched, reason: z.string() });
/** @public */
export type Left = z.infer<typeof Left>;

/** The person's rights were looked at again and this room is still theirs: ask again when the version is newer. @public */
export const Resync = z.object({ ...watched, version: z.nullable(z.number()) });
/** @public */
export type Resync = z.infer<typeof Resync>;

/** Something about a session of the school changed: whoever shows it in a list asks again. Nothing else is told. */
export const DayChanged = z.object({ sessionId: SessionId });
export type DayChanged = z.infer<typeof DayChanged>;

/** A list has changed: whoever shows it asks again. Nothing else is told. @public */
export const ListChanged = z.object({ topic: ListTopic });
export type ListChanged = z.infer<typeof ListChanged>;

/** Something about a student changed: whoever has their page open asks again. Nothing else is told. */
const StudentChanged = z.object({ studentId: StudentId });
type StudentChanged = z.infer<typeof StudentChanged>;

/** The sign-in is over; the connection is closed after this. @public */
export const SignedOut = z.object({ reason: z.string() });
/** @public */
export type SignedOut = z.infer<typeof SignedOut>;

/** Messages beside the events: presence, a changed day, list or student, the loss of a room, the end of the sign-in. */
export interface Signals {
  presence: (presence: Presence) => void;
  dayChanged: (changed: DayChanged) => void;
  listChanged: (changed: ListChanged) => void;
  studentChanged: (changed: StudentChanged) => void;
  left: (left: Left) => void;
  resync: (room: Resync) => void;
  signedOut: (end: SignedOut) => void;
}

/** Events that a browser may hear, under their own names and with their whole payload. */
export type HeardEvent = Exclude<
  EventName,
  | "HintAnswered"
  | "EffectExported"
  | "ExitPutOff"
  | "InterventionExported"
  | "NamesRevealed"
  | "NotificationsGone"
  | "NotificationSettled"
  | "PeopleNotified"
  | "StudentReportExported"
>;

/** Everything the server sends. */
export type ServerToClient = { [N in HeardEvent]: (payload: EventPayload<N>) => void } & Signals;
