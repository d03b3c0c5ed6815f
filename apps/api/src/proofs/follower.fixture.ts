import { setTimeout as delay } from "node:timers/promises";

import { patchOwnRows, patchRoster, patchSessionStatus, type Patched } from "@handrail/domain/attendance/patch";
import type { Roster } from "@handrail/domain/attendance/schema";
import type { EventPayload } from "@handrail/domain/events";
import type { WatchAnswer } from "@handrail/domain/realtime/schema";
import type { Socket } from "socket.io-client";

import type { Client } from "./school.fixture.ts";

/** A message about the roster as it arrived: on which connection, and with which version. */
export interface Frame {
  readonly connection: number;
  readonly version: number;
}

export interface Follower {
  readonly frames: readonly Frame[];
  readonly counts: { connections: number; dropped: number; fetches: number };
  held(): Roster;
  /** The answer to an own command. */
  take(answer: { sessionId: string; version: number; rows: Roster["rows"] }): void;
  takeStatus(answer: Parameters<typeof patchSessionStatus>[1]): void;
  /** Asks for the version as after a reconnect, fetches when behind, and waits until nothing is under way. */
  settle(): Promise<void>;
  isConnected(): boolean;
  close(): void;
}

export interface FollowerParts {
  readonly client: Client;
  readonly socket: Socket;
  readonly sessionId: string;
  /** Decides over each message: true loses it. */
  readonly isLost: () => boolean;
}

/** A page that shows one roster: it fetches once, then lives on messages, and fetches again where they leave a gap. */
export const follow = async ({ client, socket, sessionId, isLost }: FollowerParts): Promise<Follower> => {
  const frames: Frame[] = [];
  const counts = { connections: 0, dropped: 0, fetches: 0 };
  const fetchOnce = () => client.attendance.roster.query({ sessionId });
  let held: Roster = await fetchOnce();
  let isClosed = false;
  let isWanted = false;
  let fetching: Promise<void> | undefined;

  const fetchUntilCurrent = async (): Promise<void> => {
    while (isWanted && !isClosed) {
      isWanted = false;
      counts.fetches += 1;
      try {
        const fetched = await fetchOnce();
        if (fetched.version >= held.version) held = fetched;
        else isWanted = true;
      } catch {
        // The server is away; the page asks until it is back.
        isWanted = true;
        await delay(50);
      }
    }
  };
  const fetchAgain = (): void => {
    isWanted = true;
    fetching ??= fetchUntilCurrent().finally(() => {
      fetching = undefined;
      if (isWanted && !isClosed) fetchAgain();
    });
  };
  const apply = ({ roster, isComplete }: Patched): void => {
    held = roster;
    if (!isComplete) fetchAgain();
  };
  const hear = (version: number, patch: () => Patched): void => {
    if (isLost()) {
      counts.dropped += 1;
      return;
    }
    frames.push({ connection: counts.connections, version });
    apply(patch());
  };

  const watch = async (): Promise<void> => {
    for (;;) {
      if (isClosed || !socket.connected) return;
      try {
        const answer = (await socket.timeout(5_000).emitWithAck("watch", { kind: "roster", sessionId })) as WatchAnswer;
        if (!answer.ok) throw new Error(answer.situation);
        if ((answer.version ?? 0) > held.version) fetchAgain();
        return;
      } catch {
        // Busy, or the connection broke meanwhile: then `connect` calls this anew.
        await delay(50);
      }
    }
  };

  const rowsEvents = ["AttendanceRecorded", "ExpectationChanged"] as const;
  for (const name of rowsEvents)
    socket.on(name, (payload: EventPayload<"AttendanceRecorded">) =>
      hear(payload.version, () => patchRoster(held, payload)),
    );
  const statusEvents = [
    ["SessionFinished", "completed"],
    ["SessionReopened", "scheduled"],
  ] as const;
  for (const [name, status] of statusEvents)
    socket.on(name, (payload: EventPayload<"SessionFinished">) =>
      hear(payload.version, () => patchSessionStatus(held, { ...payload, status })),
    );
  socket.on("resync", () => void watch());
  socket.on("connect", () => {
    counts.connections += 1;
    void watch();
  });
  // A server that closes the connection itself is not called again by the library.
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect" && !isClosed) socket.connect();
  });
  socket.connect();

  return {
    frames,
    counts,
    held: () => held,
    take: (answer) => apply(patchOwnRows(held, answer)),
    takeStatus: (answer) => apply(patchSessionStatus(held, answer)),
    settle: async () => {
      await watch();
      while (fetching !== undefined) await fetching;
    },
    isConnected: () => socket.connected,
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
};

/** A roster without the order of its rows; people who no longer occur on it may still be known. */
export const comparable = (roster: Roster, known: Roster["people"]) => ({
  session: roster.session,
  version: roster.version,
  rows: roster.rows.toSorted((a, b) => a.studentId.localeCompare(b.studentId)),
  unknown: roster.people.filter((person) => !known.some((other) => other.id === person.id)),
});

/** Faults of a stream of messages: what came out of order, and what was left out while the connection stood. */
export const faultsOf = (frames: readonly Frame[]): readonly string[] => {
  const faults: string[] = [];
  const seen = new Set<number>();
  let last: Frame | undefined;
  for (const frame of frames) {
    if (seen.has(frame.version)) continue;
    seen.add(frame.version);
    if (last !== undefined) {
      if (frame.version < last.version) faults.push(`${frame.version} after ${last.version}`);
      else if (frame.version > last.version + 1 && frame.connection === last.connection)
        faults.push(`nothing between ${last.version} and ${frame.version}`);
    }
    last = frame;
  }
  return faults;
};
