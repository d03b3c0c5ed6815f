import { randomBytes, randomUUID } from "node:crypto";

import fc from "fast-check";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

import { settledOutbox, soon, startLive, type Live, type LiveClient } from "./live.fixture.ts";

const scale = inject("scale");

let live: Live;
const clientOf = async (email: string): Promise<LiveClient> => live.connect((await live.signIn(email)).token);

beforeAll(async () => {
  live = await startLive();
});
afterAll(() => live.close());

describe("joining", () => {
  test("those with a tie to the session hear its roster, once and in order, and the day's lists hear its id", async () => {
    const session = await live.session("Reading Boost");
    const [facilitator, onTeam, coordinator] = await Promise.all(
      ["okafor@alder.example", "park@alder.example", "reyes@alder.example"].map(clientOf),
    );
    const list = await clientOf("ito@alder.example");
    for (const client of [facilitator, onTeam, coordinator])
      expect(await client?.ask("watch", { kind: "roster", sessionId: session.id.toUpperCase() })).toEqual({
        ok: true,
        version: session.version,
      });
    expect(await list.ask("watch", { kind: "day", day: "2026-03-02" })).toEqual({ ok: true, version: null });
    const versions = Array.from({ length: 40 }, (_, index) => session.version + 1 + index);
    // One after another, as commands on one roster are: each holds the session's row until its commit.
    for (const version of versions) await live.record(session, version);
    await settledOutbox(live);
    for (const client of [facilitator, onTeam, coordinator])
      await expect.poll(() => client?.versions("AttendanceRecorded"), soon).toEqual(versions);
    await expect.poll(() => list.frames.length, soon).toBe(versions.length);
    for (const frame of list.frames) expect(frame).toEqual({ name: "dayChanged", payload: { sessionId: session.id } });
  });

  test("another's session, another tenant's and one that never was are refused alike, and nothing is heard of them", async () => {
    const session = await live.session("Reading Boost");
    const strangers = await Promise.all(
      ["ito@alder.example", "moreau@cedar.example", "bell@cedar.example"].map(clientOf),
    );
    const never = await strangers[0]?.ask("watch", { kind: "roster", sessionId: randomUUID() });
    expect(never).toMatchObject({ ok: false, situation: "NOT_FOUND" });
    for (const stranger of strangers)
      expect(await stranger.ask("watch", { kind: "roster", sessionId: session.id })).toEqual(never);
    // On another team: a tie to one session is none to the next.
    const elsewhere = await live.session("Attendance Mentors");
    const onOtherTeam = await clientOf("park@alder.example");
    expect(await onOtherTeam.ask("watch", { kind: "roster", sessionId: elsewhere.id })).toEqual(never);
    const outside = await clientOf("novak@alder.example");
    for (const id of [session.id, randomUUID()])
      expect(await outside.ask("watch", { kind: "roster", sessionId: id })).toMatchObject({
        ok: false,
        situation: "TOOL_MISSING",
      });
    expect(await outside.ask("watch", { kind: "day", day: "2026-03-02" })).toMatchObject({
      ok: false,
      situation: "TOOL_MISSING",
    });
    await live.record(session, session.version + 1_000);
    await settledOutbox(live);
    for (const stranger of [...strangers, outside]) {
      await stranger.ask("unwatch", { kind: "day", day: "2026-03-02" });
      expect(stranger.frames).toEqual([]);
    }
  });

  test("a room cannot be named by a client", async () => {
    const session = await live.session("Reading Boost");
    const stranger = await clientOf("moreau@cedar.example");
    const room = `tenant:${session.tenantId}:session:${session.id}`;
    const guesses: unknown[] = [
      room,
      [room],
      { room },
      { kind: "roster", sessionId: room },
      { kind: "roster", sessionId: [session.id] },
      { kind: "roster", sessionId: session.id, room },
      { kind: "roster", sessionId: session.id, tenantId: session.tenantId },
      { kind: "room", id: room },
      { kind: "day", day: room },
      { kind: "day", day: "*" },
      { kind: "roster", sessionId: `${session.id}\u0000` },
      "*",
      null,
    ];
    for (const guess of guesses)
      expect(await stranger.ask("watch", guess)).toMatchObject({ ok: false, situation: "INVALID_INPUT" });
    await live.record(session, session.version + 2_000);
    await settledOutbox(live);
    await stranger.ask("unwatch", { kind: "day", day: "2026-03-02" });
    expect(stranger.frames).toEqual([]);
  });

  test("leaving one of two days keeps the other", async () => {
    const session = await live.session("Maths Fluency");
    const client = await clientOf("ito@alder.example");
    for (const day of ["2026-03-02", "2026-03-03"]) await client.ask("watch", { kind: "day", day });
    await client.ask("unwatch", { kind: "day", day: "2026-03-02" });
    await live.record(session, session.version + 1);
    await expect.poll(() => client.frames, soon).toEqual([{ name: "dayChanged", payload: { sessionId: session.id } }]);
    await client.ask("unwatch", { kind: "day", day: "2026-03-03" });
    await live.record(session, session.version + 2);
    await settledOutbox(live);
    await client.ask("unwatch", { kind: "day", day: "2026-03-03" });
    expect(client.frames).toHaveLength(1);
  });
});

describe("the handshake", () => {
  const attempt = (extraHeaders: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const socket = io(live.url, { transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders });
      const end = (outcome: string): void => {
        socket.close();
        resolve(outcome);
      };
      socket.once("connect", () => end("connected"));
      socket.once("connect_error", (error) => end(`refused: ${error.message}`));
    });

  test("comes from this server's own pages, or from a program that brings its token", async () => {
    const { token } = await live.signIn("okafor@alder.example");
    const cookie = `theme=dark; handrail=${token}`;
    expect(await attempt({ cookie, origin: live.url })).toBe("connected");
    expect(await attempt({ cookie })).toBe("connected");
    expect(await attempt({ authorization: `Bearer ${token}` })).toBe("connected");
    const foreign = [
      "https://evil.example",
      "null",
      `${live.url}.evil.example`,
      live.url.replace("http:", "https:"),
      live.url.replace(/\d+$/, "1"),
    ];
    for (const origin of foreign) expect(await attempt({ cookie, origin })).toBe("refused: websocket error");
    expect(await attempt({ cookie, origin: live.url, "sec-fetch-site": "cross-site" })).toBe(
      "refused: websocket error",
    );
    expect(await attempt({})).toBe("refused: websocket error");
    expect(await attempt({ cookie: "handrail=short" })).toBe("refused: websocket error");
    expect(await attempt({ cookie: `handrail=${randomBytes(32).toString("base64url")}` })).toBe(
      "refused: Sign in to go on.",
    );
  });

  test("the oldest of more than ten sockets of one person gives way", async () => {
    const { token } = await live.signIn("lindqvist@alder.example");
    const clients: LiveClient[] = [];
    for (let index = 0; index < 11; index += 1) clients.push(await live.connect(token));
    await expect
      .poll(() => clients.map(({ socket }) => socket.connected), soon)
      .toEqual([false, ...Array<boolean>(10).fill(true)]);
  });
});

describe("abuse", () => {
  test("whatever is sent, the server lives and serves others", async () => {
    const session = await live.session("Reading Boost");
    const good = await clientOf("okafor@alder.example");
    const { token } = await live.signIn("haddad@alder.example");
    const message = fc.oneof(
      fc.constantFrom("watch", "unwatch", "here", "presence", "disconnecting", "__proto__"),
      fc.string(),
    );
    const attack = fc.array(
      fc.tuple(
        message,
        fc.array(fc.anything({ withBigInt: false, withSparseArray: true, maxDepth: 4 }), { maxLength: 3 }),
      ),
      {
        minLength: 10,
        maxLength: 30,
      },
    );
    for (const messages of fc.sample(attack, { seed: 20_260, numRuns: 20 * scale })) {
      const bad = await live.connect(token);
      for (const [name, values] of messages) {
        const isReserved = [
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener",
        ].includes(name);
        if (!isReserved) bad.socket.emit(name, ...values.filter((value) => typeof value !== "symbol"));
      }
      bad.socket.emit("watch", Buffer.alloc(100), new Uint8Array(3));
      bad.socket.emit("watch", "x".repeat(70_000));
      await expect.poll(() => bad.socket.connected, soon).toBe(false);
    }
    expect(await good.ask("watch", { kind: "roster", sessionId: session.id })).toMatchObject({ ok: true });
  });

  test("more than a burst of requests is told to wait, and its sender stays connected", async () => {
    const client = await clientOf("ito@alder.example");
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => client.ask("watch", { kind: "roster", sessionId: randomUUID() })),
    );
    const situations = new Set(answers.map((answer) => answer["situation"]));
    expect(situations).toEqual(new Set(["NOT_FOUND", "TOO_MANY_TRIES"]));
    expect(client.socket.connected).toBe(true);
  });
});
