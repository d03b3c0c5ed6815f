import type { HereInput, WatchAnswer, WatchInput } from "@handrail/domain/realtime/schema";

import { no } from "../kernel/refused.ts";
import type { Scope } from "../kernel/scope.ts";
import type { MemberSocket } from "./member.ts";
import { keyOf, look, roomOf, watchOf, type Look, type Permission, type Watch } from "./permission.ts";
import type { Here, PresenceBoard } from "./presence.ts";

const mostWatches = 50;
/** A person's rights do not change this often while one question is answered. */
const mostLooks = 5;

export interface WatchingParts {
  readonly scopeOf: (socket: MemberSocket) => Scope;
  readonly presence: PresenceBoard;
}

/**
 * What sockets follow, and how they lose it. Nothing that was committed after a person lost access reaches them:
 * - the change writes AccessChanged in its own transaction, and while that is open the outbox gives out no other event
 *   of the tenant (kernel/outbox-rows.ts): a later event waits until the sockets have been dealt with;
 * - dealing with them begins by taking them out of every room, at once and without asking anything (`pause`);
 * - they come back only by an answer that was asked for after that: `epoch` tells answers from before.
 */
export const createWatching = ({ scopeOf, presence }: WatchingParts) => {
  /** Days and lists are looked through, not shared: nobody is shown on them. */
  const hereOf = ({ data }: MemberSocket, { kind, id }: Watch): Here | undefined =>
    kind === "day" || kind === "list" ? undefined : { room: roomOf(data.tenantId, { kind, id }), kind, id };

  const present = (socket: MemberSocket, watch: Watch, at: string | null): void => {
    const here = hereOf(socket, watch);
    if (here !== undefined) presence.set(socket, here, at);
  };

  /** `take` runs in the same breath as the check of the epoch: no change of rights fits between. */
  const ask = async <T>(socket: MemberSocket, watches: readonly Watch[], take: (answer: Look) => T): Promise<T> => {
    for (let attempt = 1; attempt <= mostLooks; attempt += 1) {
      const { epoch } = socket.data;
      const answer = await look(scopeOf(socket), watches);
      if (!socket.connected) throw no("BUSY", "The connection has ended.");
      if (epoch === socket.data.epoch) return take(answer);
    }
    throw no("BUSY", "Handrail is busy. Try again in a moment.");
  };

  // The adapter is in memory: joining and leaving have happened when the call returns.
  const join = (socket: MemberSocket, watch: Watch): void => {
    socket.data.watches.set(keyOf(watch), watch);
    void socket.join(roomOf(socket.data.tenantId, watch));
  };

  const forget = (socket: MemberSocket, watch: Watch): void => {
    const { watches, tenantId } = socket.data;
    watches.delete(keyOf(watch));
    const room = roomOf(tenantId, watch);
    // Two days share a room.
    if (![...watches.values()].some((other) => roomOf(tenantId, other) === room)) void socket.leave(room);
    const here = hereOf(socket, watch);
    if (here !== undefined) presence.leave(socket, here);
  };

  const settle = (socket: MemberSocket, { watch, verdict, version }: Permission): void => {
    if (!socket.data.watches.has(keyOf(watch))) return;
    if (!verdict.allowed) {
      forget(socket, watch);
      socket.emit("left", { ...watch, reason: verdict.refusal.message });
    } else if (socket.data.isPaused) {
      join(socket, watch);
      socket.emit("resync", { ...watch, version });
    }
  };

  return {
    watch: async (socket: MemberSocket, input: WatchInput): Promise<WatchAnswer> => {
      const wanted = watchOf(input);
      const { watches } = socket.data;
      if (!watches.has(keyOf(wanted)) && watches.size >= mostWatches)
        throw no("TOO_MANY_TRIES", `Follow at most ${mostWatches} things at once.`);
      // Join first, read the version then: an event in between is heard, or it is in the version.
      const refusal = await ask(socket, [wanted], ({ permissions: [permission] }) => {
        if (permission?.verdict.allowed !== true) forget(socket, wanted);
        else join(socket, wanted);
        return refusalIn(permission);
      });
      if (refusal !== undefined) return refusal;
      if (wanted.kind === "day" || wanted.kind === "list") return { ok: true, version: null };
      return ask(socket, [wanted], ({ permissions: [permission] }): WatchAnswer => {
        const lost = refusalIn(permission);
        if (lost !== undefined) forget(socket, wanted);
        else present(socket, wanted, null);
        return lost ?? { ok: true, version: permission?.version ?? null };
      });
    },

    unwatch: (socket: MemberSocket, input: WatchInput): void => forget(socket, watchOf(input)),

    here: (socket: MemberSocket, { kind, id, at }: HereInput): void => {
      const watch: Watch = { kind, id: id.toLowerCase() };
      if (socket.data.isPaused || !socket.data.watches.has(keyOf(watch))) return;
      present(socket, watch, at);
    },

    pause: (socket: MemberSocket): void => {
      socket.data.epoch += 1;
      socket.data.isPaused = true;
      for (const watch of socket.data.watches.values()) void socket.leave(roomOf(socket.data.tenantId, watch));
    },

    /** Looks again at everything the socket follows. Throws when the sign-in is over, or when nobody answered. */
    recheck: async (socket: MemberSocket): Promise<void> => {
      await ask(socket, [...socket.data.watches.values()], ({ permissions }) => {
        for (const permission of permissions) settle(socket, permission);
        socket.data.isPaused = false;
        socket.data.checkedAt = Date.now();
      });
    },

    end: (socket: MemberSocket): void => {
      for (const watch of socket.data.watches.values()) forget(socket, watch);
    },
  };
};

export type Watching = ReturnType<typeof createWatching>;

const refusalIn = (permission: Permission | undefined): WatchAnswer | undefined => {
  if (permission === undefined) throw new Error("A look answered less than it was asked");
  if (permission.verdict.allowed) return undefined;
  const { situation, message } = permission.verdict.refusal;
  return { ok: false, situation, message };
};
