import { randomUUID } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { settledOutbox, soon, startLive, type Live, type LiveClient } from "./live.fixture.ts";

let live: Live;
beforeEach(async () => {
  live = await startLive();
});
afterEach(() => live.close());

const watching = async (
  email: string,
  name: string,
): Promise<LiveClient & { readonly token: string; readonly hash: Uint8Array }> => {
  const { token, hash } = await live.signIn(email);
  const client = await live.connect(token);
  const { id } = await live.session(name);
  expect(await client.ask("watch", { kind: "roster", sessionId: id })).toMatchObject({ ok: true });
  expect(await client.ask("watch", { kind: "day", day: "2026-03-02" })).toMatchObject({ ok: true });
  return { ...client, token, hash };
};

const named = (client: LiveClient, name: string) =>
  client.frames.filter((frame) => frame.name === name).map(({ payload }) => payload);

describe("the end of a sign-in closes its sockets, and no others", () => {
  const ends: Readonly<Record<string, (hash: Uint8Array, userId: string) => Promise<unknown>>> = {
    "sign-out": (hash) =>
      live.admin`update auth.sessions set ended_at = now(), ended_reason = 'signed_out' where token_hash = ${hash}`,
    deactivation: (_hash, userId) => live.admin`update users set status = 'inactive' where id = ${userId}`,
    removal: (_hash, userId) => live.admin`update users set deleted_at = now() where id = ${userId}`,
  };
  test.each(Object.entries(ends))("%s", async (_name, end) => {
    const leaver = await watching("okafor@alder.example", "Reading Boost");
    const other = await watching("park@alder.example", "Reading Boost");
    await end(leaver.hash, (await live.person("okafor@alder.example")).userId);
    await expect.poll(() => leaver.socket.connected, soon).toBe(false);
    expect(leaver.frames.at(-1)).toMatchObject({ name: "signedOut" });
    const session = await live.session("Reading Boost");
    await live.record(session, session.version + 1);
    await expect.poll(() => other.versions("AttendanceRecorded"), soon).toEqual([session.version + 1]);
    expect(other.socket.connected).toBe(true);
    expect(leaver.frames.at(-1)).toMatchObject({ name: "signedOut" });
  });

  test("another device of the same person stays", async () => {
    const one = await watching("okafor@alder.example", "Reading Boost");
    const two = await watching("okafor@alder.example", "Reading Boost");
    await live.admin`update auth.sessions set ended_at = now() where token_hash = ${one.hash}`;
    await expect.poll(() => one.socket.connected, soon).toBe(false);
    await expect.poll(() => named(two, "AccessChanged").length, soon).toBe(1);
    const session = await live.session("Reading Boost");
    expect(named(two, "resync")).toContainEqual({ kind: "roster", id: session.id, version: session.version });
    await live.record(session, session.version + 1);
    await expect.poll(() => two.versions("AttendanceRecorded"), soon).toEqual([session.version + 1]);
  });
});

test("a device that locks loses its connection, and gets none until it is opened", async () => {
  const locked = await watching("okafor@alder.example", "Reading Boost");
  const other = await watching("okafor@alder.example", "Reading Boost");
  await live.admin`update auth.sessions set lock_after_minutes = 5, locked_at = now() where token_hash = ${locked.hash}`;
  await expect.poll(() => locked.socket.connected, soon).toBe(false);
  const session = await live.session("Reading Boost");
  await live.record(session, session.version + 1);
  await expect.poll(() => other.versions("AttendanceRecorded"), soon).toEqual([session.version + 1]);
  expect(locked.versions("AttendanceRecorded")).toEqual([]);
  await expect(live.connect(locked.token)).rejects.toThrow("This device is locked.");
  await live.admin`update auth.sessions set locked_at = null where token_hash = ${locked.hash}`;
  expect((await live.connect(locked.token)).socket.connected).toBe(true);
});

describe("lost access takes a socket out of the room", () => {
  test("leaving the team", async () => {
    const session = await live.session("Reading Boost");
    const client = await watching("park@alder.example", "Reading Boost");
    const { userId } = await live.person("park@alder.example");
    await live.admin`delete from intervention_team where intervention_id = ${session.interventionId} and user_id = ${userId}`;
    await expect.poll(() => named(client, "left"), soon).toMatchObject([{ kind: "roster", id: session.id }]);
    await live.record(session, session.version + 1);
    // Still a holder of the tool: the lists of the day go on.
    await expect.poll(() => named(client, "dayChanged"), soon).toEqual([{ sessionId: session.id }]);
    expect(client.versions("AttendanceRecorded")).toEqual([]);
    expect(await client.ask("watch", { kind: "roster", sessionId: session.id })).toMatchObject({
      ok: false,
      situation: "NOT_FOUND",
    });
  });

  test("losing the role, and with it the tool", async () => {
    const session = await live.session("Reading Boost");
    const client = await watching("reyes@alder.example", "Reading Boost");
    const { userId } = await live.person("reyes@alder.example");
    await live.admin`delete from user_roles where user_id = ${userId}`;
    await expect.poll(() => named(client, "left").map(({ kind }) => kind), soon).toEqual(["roster", "day"]);
    await live.record(session, session.version + 1);
    await settledOutbox(live);
    expect(await client.ask("watch", { kind: "day", day: "2026-03-02" })).toMatchObject({
      ok: false,
      situation: "TOOL_MISSING",
    });
    expect(named(client, "dayChanged")).toEqual([]);
    expect(client.versions("AttendanceRecorded")).toEqual([]);
  });

  test("another facilitator takes over", async () => {
    const session = await live.session("Maths Fluency");
    const client = await watching("ito@alder.example", "Maths Fluency");
    const { userId } = await live.person("okafor@alder.example");
    await live.admin`update sessions set facilitator_id = ${userId} where id = ${session.id}`;
    await expect.poll(() => named(client, "left"), soon).toMatchObject([{ kind: "roster", id: session.id }]);
  });

  test("never lets through an event that was committed after the loss, whenever that comes", async () => {
    const session = await live.session("Reading Boost");
    const { tenantId, userId } = await live.person("park@alder.example");
    const leaver = await watching("park@alder.example", "Reading Boost");
    const stayer = await watching("okafor@alder.example", "Reading Boost");
    let { version } = session;
    const record = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        version += 1;
        await live.record(session, version);
      }
    };
    let late = 0;
    let heard = 0;
    for (let round = 0; round < 60; round += 1) {
      const start = leaver.frames.length;
      await record(round % 5);
      await live.admin`delete from intervention_team where intervention_id = ${session.interventionId} and user_id = ${userId}`;
      const lastAllowed = version;
      await record(1 + (round % 4));
      await expect.poll(() => leaver.frames.slice(start).some(({ name }) => name === "left"), soon).toBe(true);
      await settledOutbox(live);
      await leaver.ask("unwatch", { kind: "roster", sessionId: randomUUID() });
      const versions = leaver.frames.slice(start).filter(({ name }) => name === "AttendanceRecorded");
      heard += versions.length;
      late += versions.filter(({ payload }) => Number(payload["version"]) > lastAllowed).length;
      await live.admin`insert into intervention_team (tenant_id, id, intervention_id, user_id, team_role)
        values (${tenantId}, ${randomUUID()}, ${session.interventionId}, ${userId}, 'support')`;
      await settledOutbox(live);
      await expect
        .poll(async () => (await leaver.ask("watch", { kind: "roster", sessionId: session.id }))["ok"], soon)
        .toBe(true);
    }
    expect(late).toBe(0);
    expect(heard).toBeGreaterThan(0);
    const all = Array.from({ length: version - session.version }, (_, index) => session.version + 1 + index);
    await expect.poll(() => stayer.versions("AttendanceRecorded"), soon).toEqual(all);
  });
});

describe("presence", () => {
  test("shows who is on the roster and where, and is gone with the connection", async () => {
    const session = await live.session("Reading Boost");
    const [okafor, park] = await Promise.all([live.person("okafor@alder.example"), live.person("park@alder.example")]);
    const one = await watching("okafor@alder.example", "Reading Boost");
    const two = await watching("park@alder.example", "Reading Boost");
    const studentId = randomUUID();
    const last = () => named(one, "presence").at(-1);
    await expect.poll(last, soon).toEqual({
      kind: "roster",
      id: session.id,
      people: [
        { id: okafor.userId, name: "Ms Okafor", at: null },
        { id: park.userId, name: "Ms Park", at: null },
      ],
    });
    two.socket.emit("here", { kind: "roster", id: session.id, at: studentId });
    await expect.poll(last, soon).toMatchObject({ people: [{ at: null }, { id: park.userId, at: studentId }] });
    two.socket.disconnect();
    await expect
      .poll(last, soon)
      .toEqual({ kind: "roster", id: session.id, people: [{ id: okafor.userId, name: "Ms Okafor", at: null }] });
  });

  test("is neither told to nor taken from those outside the room", async () => {
    const session = await live.session("Reading Boost");
    const inside = await watching("okafor@alder.example", "Reading Boost");
    const outside = await watching("ito@alder.example", "Maths Fluency");
    const before = named(inside, "presence").length;
    outside.socket.emit("here", { kind: "roster", id: session.id, at: randomUUID() });
    await outside.ask("unwatch", { kind: "day", day: "2026-03-02" });
    inside.socket.emit("here", { kind: "roster", id: session.id, at: null });
    await expect.poll(() => named(inside, "presence").length, soon).toBeGreaterThan(before);
    for (const presence of named(inside, "presence")) expect(presence["people"]).toHaveLength(1);
    expect(named(outside, "presence").every((presence) => presence["id"] !== session.id)).toBe(true);
  });
});
