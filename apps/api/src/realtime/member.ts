import type { ClientToServer, ServerToClient } from "@handrail/domain/realtime/schema";
import type { DefaultEventsMap, Server, Socket } from "socket.io";

import { createAllowance } from "./allowance.ts";
import type { Watch } from "./permission.ts";

export interface Person {
  /** The last change of anyone's rights that the handshake's answer is sure to contain. */
  readonly asOfChange: number;
  readonly tokenHash: Uint8Array;
  readonly tenantId: string;
  readonly userId: string;
  readonly signInId: string;
  readonly name: string;
}

/** What the server knows of a socket. */
export interface MemberData extends Person {
  /** What it follows, as far as it was allowed at the last look. */
  readonly watches: Map<string, Watch>;
  /** Rises with every change of the person's rights: an answer read under an earlier one counts for nothing. */
  epoch: number;
  /** Taken out of all rooms until the next answer. */
  isPaused: boolean;
  checkedAt: number;
  refusals: number;
  /** Its requests one after another, so that joining, leaving and looking again never cross. */
  queue: Promise<void>;
  queued: number;
  readonly allowance: ReturnType<typeof createAllowance>;
}

export type MemberSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, MemberData>;
export type MemberServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, MemberData>;

export const memberData = ({ asOfChange, tokenHash, tenantId, userId, signInId, name }: Person): MemberData => ({
  asOfChange,
  tokenHash,
  tenantId,
  userId,
  signInId,
  name,
  watches: new Map(),
  epoch: 0,
  isPaused: false,
  checkedAt: Date.now(),
  refusals: 0,
  queue: Promise.resolve(),
  queued: 0,
  allowance: createAllowance({ burst: 40, perSecond: 20 }),
});

/** Runs after everything the socket asked for before. The queue itself never fails. */
export const inTurn = async <T>({ data }: MemberSocket, work: () => Promise<T>): Promise<T> => {
  data.queued += 1;
  const done = data.queue.then(work);
  const settled = (): void => {
    data.queued -= 1;
  };
  data.queue = done.then(settled, settled);
  return done;
};

/** Ends the transport: the browser comes back by itself, and is looked at from the start. */
export const dropConnection = (socket: MemberSocket): void => {
  socket.conn.close();
};
