import { dropConnection, type MemberSocket } from "./member.ts";
import type { People } from "./people.ts";

const everyMs = 1_000;
const checkMs = 60_000;
const mostChecks = 200;
const mostBacklogBytes = 1024 * 1024;
const mostBacklogPackets = 1_000;

interface RoundsParts {
  readonly people: People;
  readonly recheck: (socket: MemberSocket) => Promise<void>;
}

interface Backlog {
  readonly writeBuffer?: readonly unknown[];
  readonly transport?: { readonly socket?: { readonly bufferedAmount?: number } };
}

/** What the client has not taken yet. The transport is a WebSocket, though its types do not say so. */
const isTooSlow = (socket: MemberSocket): boolean => {
  const { writeBuffer, transport } = socket.conn as unknown as Backlog;
  return (transport?.socket?.bufferedAmount ?? 0) > mostBacklogBytes || (writeBuffer?.length ?? 0) > mostBacklogPackets;
};

/** Each second: cuts off readers that are too slow, and looks again at whoever was not looked at for a minute. */
export const startRounds = ({ people, recheck }: RoundsParts) => {
  const timer = setInterval(() => {
    let checks = 0;
    for (const socket of people.all()) {
      if (isTooSlow(socket)) {
        dropConnection(socket);
      } else if (checks < mostChecks && Date.now() - socket.data.checkedAt > checkMs) {
        checks += 1;
        // Now, not when answered: the next round must not ask again.
        socket.data.checkedAt = Date.now();
        void recheck(socket);
      }
    }
  }, everyMs);
  return { stop: (): void => clearInterval(timer) };
};
