import type { Server as HttpServer } from "node:http";

import type { Pool } from "@handrail/db/client";
import { Server } from "socket.io";

import { databaseRefusal } from "../kernel/database-errors.ts";
import type { Fairness } from "../kernel/fairness.ts";
import { describeError, type Log } from "../kernel/log.ts";
import type { OutboxEvent } from "../kernel/outbox.ts";
import { Refused } from "../kernel/refused.ts";
import type { Access, Scope } from "../kernel/scope.ts";
import { deliveriesOf } from "./audience.ts";
import type { Bus } from "./bus.ts";
import { isOwnPage, tokenHashOf } from "./handshake.ts";
import { dropConnection, inTurn, memberData, type MemberServer, type MemberSocket } from "./member.ts";
import { createPeople } from "./people.ts";
import { look } from "./permission.ts";
import { createPresence } from "./presence.ts";
import { answerRequests } from "./requests.ts";
import { rooms, type Room } from "./rooms.ts";
import { startRounds } from "./rounds.ts";
import { createSeen } from "./seen.ts";
import { createWatching } from "./watching.ts";

export interface RealtimeOptions {
  readonly httpServer: HttpServer;
  readonly apiPool: Pool;
  readonly scopeFor: (tokenHash: Uint8Array, access: Access) => Scope;
  readonly isAllowedOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  /** Where several processes serve one database; the caller closes it. */
  readonly bus?: Bus | undefined;
  readonly log: Log;
  readonly fairness: Fairness;
}

export interface Realtime {
  /** Tells those who may hear it, in every process. Idempotent; an event that comes again is not told twice. */
  deliver(event: OutboxEvent): Promise<void>;
  /** Browsers take it for a lost connection and come back. The HTTP server itself is the caller's to close. */
  close(): Promise<void>;
  sockets(): number;
}

/** A person whose sockets cannot be looked at again by then loses them: everyone else's events wait for this. */
const recheckMs = 3_000;

/** What a person can mend by signing in or unlocking; everything else goes by itself. */
const isTheirs: ReadonlySet<string> = new Set(["NOT_SIGNED_IN", "DEVICE_LOCKED"]);

export const startRealtime = ({
  fairness,
  httpServer,
  scopeFor,
  isAllowedOrigin,
  bus,
  log,
}: RealtimeOptions): Realtime => {
  let isClosing = false;
  const io: MemberServer = new Server(httpServer, {
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 10_000,
    // Whoever drops without a word is gone from everybody's screen within ten seconds.
    pingInterval: 5_000,
    pingTimeout: 4_000,
    allowRequest: (request, decide) => {
      const isAllowed = !isClosing && isOwnPage(request, isAllowedOrigin) && tokenHashOf(request) !== undefined;
      decide(null, isAllowed);
    },
  });
  const people = createPeople(io);
  const presence = createPresence(
    io,
    bus === undefined
      ? undefined
      : (notice) => {
          // Not kept for later: it is said again in a moment.
          bus.send({ kind: "presence", notice }).catch(() => undefined);
        },
  );
  const watching = createWatching({ scopeOf: (socket) => scopeFor(socket.data.tokenHash, "signed_in"), presence });
  const seen = createSeen();

  const signOut = (socket: MemberSocket): void => {
    socket.emit("signedOut", { reason: "Your sign-in has ended." });
    socket.disconnect(true);
  };

  /** Never fails: whoever cannot be looked at loses the connection. */
  const recheck = async (socket: MemberSocket): Promise<void> => {
    const timer = setTimeout(() => dropConnection(socket), recheckMs);
    try {
      await inTurn(socket, () => watching.recheck(socket));
    } catch (error) {
      const refusal = databaseRefusal(error);
      if (refusal instanceof Refused && refusal.refusal.situation === "NOT_SIGNED_IN") signOut(socket);
      else dropConnection(socket);
      if (!(refusal instanceof Refused)) log.error("A socket could not be looked at again", describeError(error));
    } finally {
      clearTimeout(timer);
    }
  };

  const changeAccess = async (person: Room): Promise<void> => {
    const theirs = people.of(person);
    people.noteChange(person);
    for (const socket of theirs) watching.pause(socket);
    await Promise.all(theirs.map(recheck));
  };

  const admit = async (socket: MemberSocket, next: (refusal?: Error) => void): Promise<void> => {
    const tokenHash = tokenHashOf(socket.request);
    const asOfChange = people.lastChange();
    try {
      if (tokenHash === undefined) throw new Error("A handshake without a token was let in");
      const { actor, name } = await look(scopeFor(tokenHash, "signed_in"), []);
      socket.data = memberData({ ...actor, tokenHash, name, asOfChange });
      next();
    } catch (error) {
      const refusal = databaseRefusal(error);
      if (refusal instanceof Refused && isTheirs.has(refusal.refusal.situation)) {
        next(Object.assign(new Error(refusal.message), { data: refusal.refusal }));
        return;
      }
      if (!(refusal instanceof Refused)) log.error("A handshake failed", describeError(error));
      // Not the person's fault: without the transport the browser tries again by itself.
      dropConnection(socket);
    }
  };
  io.use((socket, next) => void admit(socket, next));

  io.on("connection", (socket) => {
    people.add(socket);
    socket.on("disconnect", () => {
      watching.end(socket);
      people.remove(socket);
    });
    answerRequests(socket, { watching, log, signOut, fairness });
    // Their rights changed while the database was asked: once more, now that a change finds the socket.
    if (people.hasChangedSince(socket, socket.data.asOfChange)) void recheck(socket);
  });

  const rounds = startRounds({ people, recheck });

  const tell = async (event: OutboxEvent): Promise<void> => {
    if (seen.has(event.id)) return;
    if (event.name === "AccessChanged") await changeAccess(rooms.person(event.tenantId, event.aggregateId));
    for (const { room, message, payload } of deliveriesOf(event)) io.to(room).emit(message, payload as never);
    seen.add(event.id);
  };

  bus?.listen({
    heard: (message) => {
      if (message.kind === "presence") presence.hear(message.notice);
      // Not waited for: a change of rights pauses the sockets at once, and all that comes after it finds them so.
      else
        tell(message.event).catch((error: unknown) => {
          log.error("An event could not be told", { event: message.event.name, ...describeError(error) });
        });
    },
    // A change of rights may be among what was missed: everyone comes back and is looked at from the start.
    missed: () => {
      for (const socket of people.all()) dropConnection(socket);
    },
  });

  return {
    deliver: async (event) => {
      if (bus === undefined) return tell(event);
      // An event that nobody could be told fails here, where it is counted, and not in every process.
      deliveriesOf(event);
      return bus.send({ kind: "event", event });
    },
    close: async () => {
      isClosing = true;
      rounds.stop();
      presence.close();
      for (const socket of people.all()) dropConnection(socket);
      io.engine.close();
    },
    sockets: people.count,
  };
};
