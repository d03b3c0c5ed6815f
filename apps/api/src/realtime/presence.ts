import { randomUUID } from "node:crypto";

import type { UserId } from "@handrail/domain/kernel/ids";
import type { HereInput, Presence } from "@handrail/domain/realtime/schema";

import type { MemberServer, MemberSocket } from "./member.ts";
import type { Room } from "./rooms.ts";

interface Place {
  readonly id: string;
  readonly name: string;
  readonly at: string | null;
}

export interface Here extends Pick<HereInput, "kind" | "id"> {
  readonly room: Room;
}

/** Everyone whom one process has in a room. */
export interface PresenceNotice {
  readonly from: string;
  readonly here: Here;
  readonly places: readonly Place[];
  /** By a process that did not follow the room until now: whoever has someone there says so. */
  readonly isAsking: boolean;
}

/** Changes within this time are told together. */
const gatherMs = 25;
const mostShown = 50;
/** Each process says again whom it has; of one that fell silent nobody is there any more. */
const repeatMs = 5_000;
const silentMs = 3 * repeatMs;

interface RoomBoard {
  readonly here: Here;
  /** Per socket; whoever moved last comes last. */
  readonly own: Map<string, Place>;
  /** Per process, as it last said. */
  readonly elsewhere: Map<string, { readonly places: readonly Place[]; readonly at: number }>;
}

/**
 * Who is on a page that people share, and where. In memory only: it is true now or not at all, and never goes through
 * the outbox. `publish` reaches the other processes, where there are any.
 */
export const createPresence = (io: MemberServer, publish?: (notice: PresenceNotice) => void) => {
  const me = randomUUID();
  const boards = new Map<Room, RoomBoard>();
  const timers = new Map<Room, NodeJS.Timeout>();

  const say = ({ here, own }: RoomBoard, isAsking: boolean): void =>
    publish?.({ from: me, here, places: [...own.values()], isAsking });

  const show = ({ here: { room, kind, id }, own, elsewhere }: RoomBoard): void => {
    const places = [...[...elsewhere.values()].flatMap((other) => other.places), ...own.values()];
    io.to(room).emit("presence", { kind, id, people: peopleOf(places) });
  };

  const soon = (board: RoomBoard): void => {
    const { room } = board.here;
    if (timers.has(room)) return;
    const send = (): void => {
      timers.delete(room);
      show(board);
    };
    timers.set(room, setTimeout(send, gatherMs));
  };

  const repeat = (): void => {
    for (const board of boards.values()) {
      const silent = [...board.elsewhere].filter(([, { at }]) => Date.now() - at > silentMs);
      for (const [from] of silent) board.elsewhere.delete(from);
      if (silent.length > 0) soon(board);
      say(board, false);
    }
  };
  const repeating = publish === undefined ? undefined : setInterval(repeat, repeatMs);

  return {
    /** Comes or moves. */
    set: (socket: MemberSocket, here: Here, at: string | null): void => {
      const known = boards.get(here.room);
      const board: RoomBoard = known ?? { here, own: new Map(), elsewhere: new Map() };
      boards.set(here.room, board);
      board.own.delete(socket.id);
      board.own.set(socket.id, { id: socket.data.userId, name: socket.data.name, at });
      say(board, known === undefined);
      soon(board);
    },
    leave: (socket: MemberSocket, { room }: Here): void => {
      const board = boards.get(room);
      if (board === undefined || !board.own.delete(socket.id)) return;
      if (board.own.size === 0) boards.delete(room);
      say(board, false);
      soon(board);
    },
    /** Another process has said whom it has. */
    hear: ({ from, here, places, isAsking }: PresenceNotice): void => {
      const board = boards.get(here.room);
      if (from === me || board === undefined) return;
      if (places.length === 0) board.elsewhere.delete(from);
      else board.elsewhere.set(from, { places, at: Date.now() });
      if (isAsking) say(board, false);
      soon(board);
    },
    close: (): void => {
      clearInterval(repeating);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};

export type PresenceBoard = ReturnType<typeof createPresence>;

/** One entry per person, who may have the page open twice: the place they took last, if they hold one anywhere. */
const peopleOf = (places: readonly Place[]): Presence["people"] => {
  const people = new Map<string, Place>();
  for (const place of places)
    if (place.at !== null || people.get(place.id)?.at === undefined) people.set(place.id, place);
  return [...people.values()].slice(0, mostShown).map((place) => ({ ...place, id: place.id as UserId }));
};
