import postgres from "postgres";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { canariesOf, idsOf, leaksIn, tiesOf } from "./isolation-world.fixture.ts";
import { callAs, everyPrincipal, type Principal, type School } from "./principals.fixture.ts";

interface Listener {
  readonly principal: Principal;
  readonly socket: Socket;
  /** Everything that came unasked, as text. */
  readonly frames: string[];
}

let world: World;
let admin: postgres.Sql;
let principals: Principal[];
let listeners: Listener[];

const otherSchool = (school: School): School => (school === "alder" ? "cedar" : "alder");

const connect = async (principal: Principal): Promise<Listener> => {
  const socket = io(world.url, {
    transports: ["websocket"],
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    extraHeaders: principal.cookie === null ? {} : { cookie: principal.cookie },
  });
  const frames: string[] = [];
  socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
    socket.connect();
  });
  return { principal, socket, frames };
};

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  principals = await everyPrincipal(world, admin);
  listeners = await Promise.all(principals.filter(({ isIn }) => isIn).map(connect));
});

afterAll(async () => {
  for (const { socket } of listeners) socket.disconnect();
  await admin.end();
  await world.close();
});

/** What the server answers; it fails at once where the connection is cut. */
const ask = async (socket: Socket, payload: unknown): Promise<string> => {
  let cut = (): void => undefined;
  const gone = new Promise<never>((_resolve, reject) => {
    cut = () => reject(new Error("The connection was cut"));
    socket.once("disconnect", cut);
  });
  try {
    return JSON.stringify(await Promise.race([socket.timeout(15_000).emitWithAck("watch", payload), gone]));
  } finally {
    socket.off("disconnect", cut);
  }
};

/** Who may see which session, as the rows say: by facilitating it, by team, or by the duty to see all. */
const entitled = async (sessions: readonly string[]): Promise<string[]> => {
  const rows = await admin<{ who: string }[]>`
    select split_part(u.email, '@', 1) || ' ' || s.id as who from sessions s join users u on u.tenant_id = s.tenant_id
     where s.id = any(${[...sessions]}::uuid[]) and u.status = 'active' and (s.facilitator_id = u.id
       or exists (select 1 from intervention_team t where t.tenant_id = s.tenant_id and t.user_id = u.id
         and t.intervention_id = s.intervention_id)
       or exists (select 1 from user_roles r join role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.role_id
         where r.tenant_id = u.tenant_id and r.user_id = u.id and p.permission = 'sessions.read_all'))`;
  return rows.map(({ who }) => who);
};

const roster = (sessionId: unknown) => ({ kind: "roster", sessionId });

describe("sockets", () => {
  it("do not connect without a live sign-in", async () => {
    const outside = principals.filter(({ isIn }) => !isIn);
    expect(outside).toHaveLength(3);
    for (const principal of outside) await expect(connect(principal)).rejects.toBeInstanceOf(Error);
  });

  it("answer a foreign session and another's session as one that nobody ever had", async () => {
    const counts = { foreign: 0, hidden: 0, own: 0 };
    for (const { principal, socket } of listeners) {
      const { school, hasTool, seesAll } = principal;
      const ties = await tiesOf(admin, principal);
      const foreign = await idsOf(admin, otherSchool(school), null);
      const random = await ask(socket, roster(newId()));
      expect(random).toContain(hasTool ? "NOT_FOUND" : "TOOL_MISSING");
      const hidden = ties.others === null || seesAll ? [] : [ties.others];
      for (const id of [foreign.session, foreign.session.toUpperCase(), ...hidden])
        expect(await ask(socket, roster(id))).toBe(random);
      counts.foreign += 2;
      counts.hidden += hidden.length;
      for (const own of [ties.mine, ties.team]) {
        if (own === null) continue;
        const answer = await ask(socket, roster(own));
        expect(answer).toContain(hasTool ? `"ok":true` : "TOOL_MISSING");
        counts.own += 1;
      }
    }
    expect(counts.foreign).toBe(2 * 10);
    expect(counts.hidden).toBeGreaterThanOrEqual(4);
    expect(counts.own).toBeGreaterThanOrEqual(7);
  });

  it("refuse guessed rooms and shapes, and live on", async () => {
    const { session, tenant } = await idsOf(admin, "cedar", null);
    const okafor = listeners.find(({ principal }) => principal.label === "okafor");
    if (okafor === undefined) throw new Error("Ms Okafor is missing");
    const deep: unknown = JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`);
    const guesses: unknown[] = [
      `tenant:${tenant}:session:${session}`,
      `tenant:${tenant}:days`,
      { kind: "roster", sessionId: session, tenantId: tenant },
      { kind: "day", day: "2026-11-21", tenantId: tenant },
      { kind: "day", day: `2026-11-21:${tenant}` },
      { kind: "room", room: `tenant:${tenant}:session:${session}` },
      { kind: "person", userId: session },
      roster("*"),
      roster(`${session}:x`),
      roster(` ${session}`),
      roster([session]),
      roster({ $ne: null }),
      roster(`${session}\u0000`),
      roster("\ud800"),
      roster("x".repeat(40_000)),
      { kind: "ｒｏｓｔｅｒ", sessionId: session },
      { __proto__: { kind: "roster" }, sessionId: session },
      JSON.parse(`{"__proto__":{"kind":"roster"},"kind":"roster","sessionId":"${session}"}`),
      { kind: "roster", sessionId: session, constructor: { prototype: {} } },
      [],
      null,
      undefined,
      0,
      1e308,
      true,
      "",
      deep,
    ];
    for (const guess of guesses) expect(await ask(okafor.socket, guess)).toContain(`"ok":false`);
    // Without an answer wanted, with the wrong number of things, under other names: nothing may come of it.
    okafor.socket.emit("watch");
    okafor.socket.emit("watch", roster(session), "not a function");
    okafor.socket.emit("here", { kind: "roster", id: session, at: null });
    okafor.socket.emit("join", `tenant:${tenant}:session:${session}`);
    okafor.socket.emit("AttendanceRecorded", { sessionId: session });
    okafor.socket.emit("__proto__", {});
    expect(await ask(okafor.socket, roster(newId()))).toContain("NOT_FOUND");
    expect(okafor.socket.connected).toBe(true);
    expect(okafor.frames.filter((frame) => frame.includes(session))).toEqual([]);
  });

  it("outlive frames that no client library would send", async () => {
    const { principal } = listeners[0] ?? {};
    if (principal === undefined) throw new Error("Nobody is connected");
    const { session } = await idsOf(admin, "cedar", null);
    const frames = [
      `2["watch",${"[".repeat(10_000)}${"]".repeat(10_000)}]`,
      `2["watch",{"kind":"roster","sessionId":"${session}","__proto__":{"a":1}}]`,
      `2["watch",{"_placeholder":true,"num":0}]`,
      `51-["watch",{"_placeholder":true,"num":99}]`,
      `5999999-["watch"]`,
      `2["disconnect"]`,
      `2["connect_error"]`,
      `2[`,
      `2{}`,
      `2[null]`,
      `2[1e308]`,
      `299999999999999999999["watch",null]`,
      `0/other,{}`,
      `0{"token":"x"}`,
      `3999[]`,
      `9`,
      ``,
      `2["watch","${"x".repeat(60_000)}"]`,
      `2["watch","${"x".repeat(70_000)}"]`,
    ];
    for (const frame of frames) {
      const { socket } = await connect(principal);
      // Types keep this from honest clients.
      const { engine } = socket.io as unknown as { engine: { write(data: string): void } };
      engine.write(frame);
      // Either it is answered, or this one client is cut off.
      await ask(socket, roster(newId())).catch(() => "cut off");
      socket.disconnect();
    }
    expect(await ask((await connect(principal)).socket, roster(newId()))).toContain("NOT_FOUND");
    expect((await fetch(`${world.url}/health`)).status).toBe(200);
    expect(listeners.every(({ socket }) => socket.connected)).toBe(true);
  });

  it("carry a change to those who may see it, and to nobody else", async () => {
    const find = (label: string): Listener => {
      const found = listeners.find(({ principal }) => principal.label === label);
      if (found === undefined) throw new Error(`${label} is missing`);
      return found;
    };
    const [moreau, ito] = [find("moreau"), find("ito")];
    const cedar = await idsOf(admin, "cedar", (await tiesOf(admin, moreau.principal)).mine);
    const alder = await idsOf(admin, "alder", (await tiesOf(admin, ito.principal)).mine);
    // Everyone tries for both rosters and for the day; who gets them is the server's word.
    const granted = new Map<string, boolean>();
    for (const { principal, socket } of listeners) {
      for (const { session } of [cedar, alder])
        granted.set(`${principal.label} ${session}`, (await ask(socket, roster(session))).includes(`"ok":true`));
      await ask(socket, { kind: "day", day: new Date().toISOString().slice(0, 10) });
    }
    for (const { principal, ids } of [
      { principal: moreau.principal, ids: cedar },
      { principal: ito.principal, ids: alder },
    ]) {
      const marks = [{ studentId: ids.student, status: "excused", baseVersion: 2 }];
      const input = { mutationId: newId(), sessionId: ids.session, marks, afterFinish: true };
      const { status } = await callAs(world.url, principal.cookie, ["attendance.record", input]);
      expect(status).toBe(200);
    }
    const heard = ({ frames }: Listener, session: string): boolean =>
      frames.some((frame) => frame.startsWith(`["AttendanceRecorded"`) && frame.includes(session));
    const expected = listeners.filter(({ principal: { label } }) => label === "moreau" || label === "bell");
    for (const listener of expected)
      await expect.poll(() => heard(listener, cedar.session), { timeout: 20_000 }).toBe(true);
    for (const label of ["ito", "reyes", "haddad", "lindqvist"])
      await expect.poll(() => heard(find(label), alder.session), { timeout: 20_000 }).toBe(true);
    const canaries = { alder: await canariesOf(admin, "alder"), cedar: await canariesOf(admin, "cedar") };
    for (const listener of listeners) {
      const { principal, frames } = listener;
      for (const { session } of [cedar, alder])
        expect({ who: principal.label, heard: heard(listener, session) }).toEqual({
          who: principal.label,
          heard: granted.get(`${principal.label} ${session}`),
        });
      const leaks = leaksIn(frames.join("\n"), canaries[otherSchool(principal.school)], "");
      expect({ who: principal.label, leaks }).toEqual({ who: principal.label, leaks: [] });
    }
    const withoutTool = listeners.filter(({ principal }) => !principal.hasTool);
    expect(withoutTool.map(({ frames }) => frames)).toEqual([[], []]);
    expect(
      [...granted]
        .filter(([, isGranted]) => isGranted)
        .map(([who]) => who)
        .toSorted(),
    ).toEqual((await entitled([cedar.session, alder.session])).toSorted());
  });
});
