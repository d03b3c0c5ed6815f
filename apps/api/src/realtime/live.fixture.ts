import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { io, type Socket } from "socket.io-client";
import { expect } from "vitest";

import { createFairness } from "../kernel/fairness.ts";
import { createLog } from "../kernel/log.ts";
import { createDispatcher, type Dispatcher } from "../kernel/outbox.ts";
import { mintScope } from "../kernel/scope.ts";
import { startRealtime, type Realtime } from "./server.ts";

/** Generous: a limit that ends a hang, never a measurement. */
export const soon = { timeout: 20_000, interval: 20 };

interface Frame {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface LiveClient {
  readonly socket: Socket;
  /** All that the server ever sent it. */
  readonly frames: Frame[];
  ask(message: string, input: unknown): Promise<Record<string, unknown>>;
  versions(name: string): unknown[];
}

export interface Live {
  readonly database: TestDatabase;
  readonly admin: Pool;
  readonly url: string;
  readonly realtime: Realtime;
  readonly dispatcher: Dispatcher;
  person(email: string): Promise<{ tenantId: string; userId: string }>;
  /** A session by the name of its intervention. */
  session(name: string): Promise<{ tenantId: string; id: string; version: number; interventionId: string }>;
  signIn(email: string): Promise<{ token: string; hash: Uint8Array }>;
  connect(token: string): Promise<LiveClient>;
  /** Writes an event of a session's roster, as a command would. */
  record(session: { tenantId: string; id: string }, version: number): Promise<void>;
  close(): Promise<void>;
}

/** Sockets, dispatcher and the demo school, without the rest of the server. */
export const startLive = async (): Promise<Live> => {
  const database = await createTestDatabase({ demo: true });
  const pools = {
    admin: openPool({ url: database.adminUrl, name: "test-admin", max: 4 }),
    api: openPool({ url: database.urls.api, name: "test-api", max: 10 }),
    worker: openPool({ url: database.urls.worker, name: "test-worker", max: 4 }),
  };
  const { admin } = pools;
  const log = createLog("silent");
  const httpServer = createServer();
  const fairness = createFairness({ places: 10, calls: 1_000_000_000 });
  const realtime = startRealtime({
    fairness,
    httpServer,
    apiPool: pools.api,
    scopeFor: (tokenHash, access) =>
      mintScope({
        pool: pools.api,
        tokenHash,
        access,
        requestId: "socket",
        ipHash: null,
        signal: undefined,
        onTouchDue: () => {
          throw new Error("An open socket was taken for use");
        },
      }),
    isAllowedOrigin: (origin, host) => origin === undefined || origin === `http://${host}`,
    log,
  });
  const dispatcher = createDispatcher({ pool: pools.worker, handle: (event) => realtime.deliver(event), log });
  await dispatcher.start();
  await new Promise<void>((resolve) => {
    httpServer.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const sockets: Socket[] = [];

  const person = async (email: string) => {
    const [row] = await admin<
      { tenant_id: string; id: string }[]
    >`select tenant_id, id from users where email = ${email}`;
    if (row === undefined) throw new Error(`The demo has no ${email}`);
    return { tenantId: row.tenant_id, userId: row.id };
  };

  return {
    database,
    admin,
    url,
    realtime,
    dispatcher,
    person,
    session: async (name) => {
      const [row] = await admin<{ tenant_id: string; id: string; roster_version: number; intervention_id: string }[]>`
        select s.tenant_id, s.id, s.roster_version, s.intervention_id from sessions s
          join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
         where i.name = ${name} order by s.start_time desc limit 1`;
      if (row === undefined) throw new Error(`The demo has no session of ${name}`);
      return { tenantId: row.tenant_id, id: row.id, version: row.roster_version, interventionId: row.intervention_id };
    },
    signIn: async (email) => {
      const { tenantId, userId } = await person(email);
      const token = randomBytes(32).toString("base64url");
      const hash = createHash("sha256").update(token).digest();
      await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
        values (${tenantId}, ${randomUUID()}, ${userId}, ${hash}, 'password', 'test')`;
      return { token, hash };
    },
    connect: async (token) => {
      const socket = io(url, {
        transports: ["websocket"],
        reconnection: false,
        extraHeaders: { cookie: `handrail=${token}` },
      });
      sockets.push(socket);
      const frames: Frame[] = [];
      socket.onAny((name: string, payload: Frame["payload"]) => frames.push({ name, payload }));
      await new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve);
        socket.once("connect_error", reject);
      });
      return {
        socket,
        frames,
        ask: (message, input) => socket.timeout(20_000).emitWithAck(message, input) as Promise<Record<string, unknown>>,
        versions: (name) => frames.filter((frame) => frame.name === name).map(({ payload }) => payload["version"]),
      };
    },
    record: async ({ tenantId, id }, version) => {
      const payload = JSON.stringify({ sessionId: id, version, by: randomUUID(), rows: [] });
      await admin`insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
        values (${tenantId}, ${randomUUID()}, 'AttendanceRecorded', 'session', ${id}, ${version}, ${payload}::text::jsonb)`;
      dispatcher.wake();
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await realtime.close();
      await new Promise((resolve) => {
        httpServer.close(resolve);
      });
      await dispatcher.stop();
      await Promise.all(Object.values(pools).map((pool) => pool.end({ timeout: 5 })));
      await database.drop();
    },
  };
};

/** Everything that was written has left. */
export const settledOutbox = (live: Live): Promise<void> =>
  expect
    .poll(async () => (await live.admin`select 1 from outbox_events where status not in ('done', 'dead')`).length, soon)
    .toBe(0);
