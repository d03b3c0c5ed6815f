import * as z from "zod/mini";

import { SessionId, UserId } from "../kernel/ids.ts";
import { Day } from "../kernel/time.ts";

/** What a client may ask to follow. It names a resource; the server alone knows the room. */
export const WatchInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("roster"), sessionId: SessionId }),
  z.strictObject({ kind: z.literal("day"), day: Day }),
]);
export type WatchInput = z.infer<typeof WatchInput>;

/** The answer to `watch`: the version to compare with what the page holds, or why not. */
export const WatchAnswer = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), version: z.nullable(z.number()) }),
  z.object({ ok: z.literal(false), situation: z.string(), message: z.string() }),
]);
export type WatchAnswer = z.infer<typeof WatchAnswer>;

/** Where a person is on a roster just now: which row they hold, if any. Never stored. */
export const HereInput = z.strictObject({ sessionId: SessionId, studentId: z.nullable(z.uuid()) });
export type HereInput = z.infer<typeof HereInput>;

export const Presence = z.object({
  sessionId: SessionId,
  people: z.array(z.object({ id: UserId, name: z.string(), studentId: z.nullable(z.string()) })),
});
export type Presence = z.infer<typeof Presence>;

/** What a client may send over the socket; each is answered. Everything that changes data goes through tRPC instead. */
export interface ClientToServer {
  watch: (input: WatchInput, answer: (answer: WatchAnswer) => void) => void;
  unwatch: (input: WatchInput, answer: (answer: { ok: boolean }) => void) => void;
  here: (input: HereInput) => void;
}

/** Messages beside the events: presence, the loss of a room, the end of the sign-in. */
export interface Signals {
  presence: (presence: Presence) => void;
  left: (left: { kind: "roster" | "day"; id: string; reason: string }) => void;
  signedOut: (end: { reason: string }) => void;
}
