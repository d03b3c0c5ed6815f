import { HereInput, WatchInput, type WatchAnswer } from "@handrail/domain/realtime/schema";

import { databaseRefusal } from "../kernel/database-errors.ts";
import { logDenial } from "../kernel/denial.ts";
import type { Fairness } from "../kernel/fairness.ts";
import { describeError, type Log } from "../kernel/log.ts";
import { Refused } from "../kernel/refused.ts";
import { inTurn, type MemberSocket } from "./member.ts";
import type { Watching } from "./watching.ts";

type Refusal = Extract<WatchAnswer, { ok: false }>;

const unreadable: Refusal = { ok: false, situation: "INVALID_INPUT", message: "This request cannot be read." };
const tooMany: Refusal = { ok: false, situation: "TOO_MANY_TRIES", message: "Too many requests. Wait a moment." };
const unknown: Refusal = { ok: false, situation: "UNKNOWN", message: "Something went wrong on our side." };

/** Requests that wait for their turn. */
const mostQueued = 60;
/** Refusals in a row after which a client is taken for broken and cut off. */
const patience = 200;

const replyOf = (answer: unknown) =>
  typeof answer === "function" ? (answer as (value: unknown) => void) : () => undefined;

export interface RequestParts {
  readonly watching: Watching;
  readonly log: Log;
  readonly signOut: (socket: MemberSocket) => void;
  readonly fairness: Fairness;
}

/** Every message a client may send. What arrives is of unknown shape, whatever the types say of an honest client. */
export const answerRequests = (socket: MemberSocket, { watching, log, signOut, fairness }: RequestParts): void => {
  const refusalOf = (error: unknown): Refusal => {
    const refusal = databaseRefusal(error);
    if (!(refusal instanceof Refused)) {
      log.error("A socket's request failed", describeError(error));
      return unknown;
    }
    const { situation, message } = refusal.refusal;
    if (situation === "NOT_SIGNED_IN") signOut(socket);
    return { ok: false, situation, message };
  };

  const answered = async (answer: unknown, work: () => Promise<WatchAnswer | { readonly ok: true }>): Promise<void> => {
    const result = await inTurn(socket, work).catch(refusalOf);
    replyOf(answer)(result);
    if (!result.ok) logDenial(log, { procedure: "socket.watch", situation: result.situation, requestId: socket.id });
  };

  /** The socket's own limit, and that of all calls of its person. */
  const mayAsk = async (): Promise<boolean> => {
    if (socket.data.queued >= mostQueued || !socket.data.allowance.take()) return false;
    return (await fairness.count({ tokenHash: socket.data.tokenHash, ipHash: null }, 1)) === undefined;
  };

  const admitPacket = async (packet: readonly unknown[], next: () => void): Promise<void> => {
    if (await mayAsk()) {
      socket.data.refusals = 0;
      next();
      return;
    }
    socket.data.refusals += 1;
    if (socket.data.refusals > patience) socket.disconnect(true);
    else replyOf(packet.at(-1))(tooMany);
  };
  socket.use((packet, next) => void admitPacket(packet, next));

  socket.on("watch", (input: unknown, answer: unknown) => {
    const parsed = WatchInput.safeParse(input);
    if (parsed.success) void answered(answer, () => watching.watch(socket, parsed.data));
    else replyOf(answer)(unreadable);
  });

  socket.on("unwatch", (input: unknown, answer: unknown) => {
    const parsed = WatchInput.safeParse(input);
    if (!parsed.success) {
      replyOf(answer)(unreadable);
      return;
    }
    void answered(answer, async () => {
      watching.unwatch(socket, parsed.data);
      return { ok: true as const };
    });
  });

  socket.on("here", (input: unknown) => {
    const parsed = HereInput.safeParse(input);
    if (parsed.success) watching.here(socket, parsed.data);
  });

  socket.on("error", (error) => log.warn("A socket's message was refused", describeError(error)));
};
