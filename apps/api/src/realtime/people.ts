import type { MemberServer, MemberSocket } from "./member.ts";
import { rooms, type Room } from "./rooms.ts";

/** More than anyone's open pages; the oldest gives way. */
const mostPerPerson = 10;
/** Longer than a handshake takes. */
const rememberedMs = 60_000;

/** Whose sockets these are, and whose rights changed while theirs were on the way in. */
export const createPeople = (io: MemberServer) => {
  const sockets = new Map<Room, Set<MemberSocket>>();
  const changes = new Map<Room, { readonly change: number; readonly at: number }>();
  let lastChange = 0;

  return {
    add: (socket: MemberSocket): void => {
      const person = rooms.person(socket.data.tenantId, socket.data.userId);
      const own = sockets.get(person) ?? new Set();
      sockets.set(person, own.add(socket));
      void socket.join(person);
      const [oldest] = own;
      if (own.size > mostPerPerson && oldest !== undefined) oldest.disconnect(true);
    },
    remove: (socket: MemberSocket): void => {
      const person = rooms.person(socket.data.tenantId, socket.data.userId);
      const own = sockets.get(person);
      if (own?.delete(socket) === true && own.size === 0) sockets.delete(person);
    },
    of: (person: Room): readonly MemberSocket[] => [...(sockets.get(person) ?? [])],
    all: (): readonly MemberSocket[] => [...sockets.values()].flatMap((own) => [...own]),
    count: (): number => io.of("/").sockets.size,
    /** To be compared by `hasChangedSince`, for a socket that is not among the person's yet. */
    lastChange: (): number => lastChange,
    noteChange: (person: Room): void => {
      const now = Date.now();
      for (const [other, { at }] of changes) if (now - at > rememberedMs) changes.delete(other);
      lastChange += 1;
      changes.set(person, { change: lastChange, at: now });
    },
    hasChangedSince: ({ data }: MemberSocket, change: number): boolean =>
      (changes.get(rooms.person(data.tenantId, data.userId))?.change ?? 0) > change,
  };
};

export type People = ReturnType<typeof createPeople>;
