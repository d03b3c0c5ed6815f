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

/** Changes within this time are told together. */
const gatherMs = 25;
const mostShown = 50;

/** Who is on a page that people share, and where. In memory only: it is true now or not at all, and never goes through the outbox. */
export const createPresence = (io: MemberServer) => {
  /** Per room, per socket; whoever moved last comes last. */
  const places = new Map<Room, Map<string, Place>>();
  const timers = new Map<Room, NodeJS.Timeout>();

  const tell = ({ room, kind, id }: Here): void => {
    if (timers.has(room)) return;
    const send = (): void => {
      timers.delete(room);
      io.to(room).emit("presence", { kind, id, people: peopleOf(places.get(room)) });
    };
    timers.set(room, setTimeout(send, gatherMs));
  };

  return {
    /** Comes or moves. */
    set: (socket: MemberSocket, here: Here, at: string | null): void => {
      const room = places.get(here.room) ?? new Map<string, Place>();
      places.set(here.room, room);
      room.delete(socket.id);
      room.set(socket.id, { id: socket.data.userId, name: socket.data.name, at });
      tell(here);
    },
    leave: (socket: MemberSocket, here: Here): void => {
      const room = places.get(here.room);
      if (room === undefined || !room.delete(socket.id)) return;
      if (room.size === 0) places.delete(here.room);
      tell(here);
    },
    close: (): void => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};

export type PresenceBoard = ReturnType<typeof createPresence>;

/** One entry per person, who may have the page open twice: the place they took last, if they hold one anywhere. */
const peopleOf = (room: ReadonlyMap<string, Place> | undefined): Presence["people"] => {
  const people = new Map<string, Place>();
  for (const place of room?.values() ?? [])
    if (place.at !== null || people.get(place.id)?.at === undefined) people.set(place.id, place);
  return [...people.values()].slice(0, mostShown).map((place) => ({ ...place, id: place.id as UserId }));
};
