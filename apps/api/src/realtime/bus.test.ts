import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type postgres from "postgres";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { addSession, newMutation, night, openAdmin, person, student } from "../proofs/school.fixture.ts";
import type { AppRouter } from "../router.ts";
import { demoPassword } from "../testing/world.ts";
import { startApi, type Api } from "./api-process.fixture.ts";
import { soon } from "./live.fixture.ts";
import { findRedis, startRedis, type RedisServer } from "./redis.fixture.ts";

const hasRedis = findRedis() !== undefined;
// On the machine that decides, an absent Redis is a failure and not a gap.
if (!hasRedis && process.env["CI"] !== undefined)
  throw new Error("There is no redis-server on this machine. Install it, or name it in HANDRAIL_REDIS.");
if (!hasRedis)
  console.warn(
    "\nSKIPPED: without a redis-server on this machine nothing shows that two API processes work together.\n",
  );

interface Watcher {
  readonly socket: Socket;
  readonly frames: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }[];
}

describe.skipIf(!hasRedis)("two API processes on one database and one Redis", () => {
  let redis: RedisServer;
  let database: TestDatabase;
  let admin: postgres.Sql;
  let folder: string;
  let a: Api;
  let b: Api;
  let sessionId: string;
  let nights = 0;
  const sockets: Socket[] = [];

  const start = (name: string): Promise<Api> =>
    startApi({ dataDir: join(folder, name), database, env: { REDIS_URL: redis.url } });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "handrail-bus-"));
    [redis, database] = await Promise.all([startRedis(), createTestDatabase({ demo: true })]);
    admin = openAdmin(database.adminUrl);
    [a, b] = await Promise.all([start("a"), start("b")]);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  afterAll(async () => {
    for (const api of [a, b] as readonly (Api | undefined)[]) await api?.end("SIGTERM");
    await admin?.end();
    await database?.drop();
    await redis?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const signIn = async (api: Api, email: string) => {
    const answer = await fetch(`${api.url}/trpc/access.signIn`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: demoPassword }),
    });
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (cookie === undefined) throw new Error(`Sign-in answered ${answer.status}`);
    const client: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${api.url}/trpc`, methodOverride: "POST", headers: { cookie } })],
    });
    return { cookie, client };
  };

  const follow = async (api: Api, email: string): Promise<Watcher & { readonly cookie: string }> => {
    const { cookie } = await signIn(api, email);
    const socket = io(api.url, { transports: ["websocket"], extraHeaders: { cookie }, reconnection: false });
    sockets.push(socket);
    const frames: Watcher["frames"] = [];
    socket.onAny((name: string, payload: Watcher["frames"][number]["payload"]) => frames.push({ name, payload }));
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    await expect
      .poll(() => socket.timeout(20_000).emitWithAck("watch", { kind: "roster", sessionId }), soon)
      .toMatchObject({ ok: true });
    return { socket, frames, cookie };
  };

  const newSession = async (): Promise<void> => {
    nights += 1;
    sessionId = await addSession(admin, {
      intervention: "reading-boost",
      facilitator: "okafor",
      startsIn: night(nights),
      students: [0, 3],
    });
  };

  const mark = async (api: Api, place: number): Promise<void> => {
    const { client } = await signIn(api, "okafor@alder.example");
    const marks = [{ studentId: student(place), status: "present" as const, baseVersion: 1 }];
    await client.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks });
  };

  const heard = ({ frames }: Watcher, name: string) =>
    frames.filter((frame) => frame.name === name).map(({ payload }) => payload);
  const peopleSeenBy = (watcher: Watcher) =>
    (heard(watcher, "presence").at(-1)?.["people"] as { id: string }[] | undefined)?.map(({ id }) => id).toSorted();

  test("a mark through one reaches those who follow on the other, once", async () => {
    await newSession();
    const [onA, onB] = [await follow(a, "park@alder.example"), await follow(b, "park@alder.example")];
    await mark(a, 0);
    await mark(b, 3);
    for (const watcher of [onA, onB]) {
      await expect.poll(() => heard(watcher, "AttendanceRecorded").length, soon).toBe(2);
      expect(heard(watcher, "AttendanceRecorded").map(({ version }) => version)).toEqual([2, 3]);
    }
  });

  test("a sign-out through one closes the sockets on the other", async () => {
    await newSession();
    const leaver = await follow(b, "park@alder.example");
    const stayer = await follow(b, "okafor@alder.example");
    const closed = new Promise<number>((resolve) => {
      leaver.socket.once("disconnect", () => resolve(performance.now()));
    });
    const client = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${a.url}/trpc`, methodOverride: "POST", headers: { cookie: leaver.cookie } })],
    });
    await client.access.signOut.mutate();
    const start = performance.now();
    expect((await closed) - start).toBeLessThan(1_000);
    expect(leaver.frames.at(-1)?.name).toBe("signedOut");
    await mark(a, 0);
    await expect.poll(() => heard(stayer, "AttendanceRecorded").length, soon).toBe(1);
    expect(heard(leaver, "AttendanceRecorded")).toEqual([]);
  });

  test("those on the roster are seen across, and are gone with their process", async () => {
    await newSession();
    const onA = await follow(a, "okafor@alder.example");
    const onB = await follow(b, "park@alder.example");
    const both = [person("okafor"), person("park")].toSorted();
    for (const watcher of [onA, onB]) await expect.poll(() => peopleSeenBy(watcher), soon).toEqual(both);
    onA.socket.emit("here", { kind: "roster", id: sessionId, at: student(3) });
    await expect
      .poll(() => heard(onB, "presence").at(-1)?.["people"], soon)
      .toContainEqual(expect.objectContaining({ id: person("okafor"), at: student(3) }));
    await a.end("SIGKILL");
    await expect.poll(() => peopleSeenBy(onB), { timeout: 40_000, interval: 100 }).toEqual([person("park")]);
    a = await start("a");
    await follow(a, "okafor@alder.example");
    await expect.poll(() => peopleSeenBy(onB), soon).toEqual(both);
  });

  test("while Redis is away a process stays ready, and what was committed meanwhile is told when it is back", async () => {
    await newSession();
    const lost = await follow(b, "park@alder.example");
    await redis.kill();
    const degraded = async (api: Api) => {
      const answer = await fetch(`${api.url}/health/ready`);
      return [answer.status, ((await answer.json()) as { degraded: string[] }).degraded.length];
    };
    await expect.poll(() => degraded(b), soon).toEqual([200, 1]);
    await mark(a, 0);
    await redis.start();
    await expect.poll(() => degraded(b), soon).toEqual([200, 0]);
    // What it missed nobody knows: it comes back and asks.
    await expect.poll(() => lost.socket.connected, soon).toBe(false);
    const again = await follow(b, "park@alder.example");
    await mark(a, 3);
    await expect.poll(() => heard(again, "AttendanceRecorded").map(({ version }) => version), soon).toContain(3);
  });
});
