import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { tiesOf, type Ties } from "./isolation-world.fixture.ts";
import { callAs, everyPrincipal, type Principal } from "./principals.fixture.ts";
import { procedures } from "./procedures.fixture.ts";
import { callsOnSession, cellOf } from "./session-cells.fixture.ts";

let world: World;
let admin: postgres.Sql;
let principals: Principal[];

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  principals = await everyPrincipal(world, admin);
});

afterAll(async () => {
  await admin.end();
  await world.close();
});

type Kind = "outside" | "withoutTool" | "staff" | "coordinating";
type Verdict = "yes" | "NOT_SIGNED_IN" | "TOOL_MISSING" | "NOT_FOUND";
type Row = Readonly<Record<keyof Ties, Verdict>>;

const kindOf = ({ isIn, hasTool, seesAll }: Principal): Kind =>
  !isIn ? "outside" : !hasTool ? "withoutTool" : seesAll ? "coordinating" : "staff";

const all = (verdict: Verdict): Row => ({ mine: verdict, team: verdict, others: verdict });

/** Who may do anything at all with a session: by what the person is, and what ties them to it. */
const aboutSession: Readonly<Record<Kind, Row>> = {
  outside: all("NOT_SIGNED_IN"),
  withoutTool: all("TOOL_MISSING"),
  staff: { mine: "yes", team: "yes", others: "NOT_FOUND" },
  coordinating: all("yes"),
};

/** What is about oneself, or the whole day: open to the tool or to everyone signed in. */
const aboutSelf: Readonly<Record<string, { input?: unknown; by: Readonly<Record<Kind, Verdict>> }>> = {
  "access.me": { by: { outside: "NOT_SIGNED_IN", withoutTool: "yes", staff: "yes", coordinating: "yes" } },
  "access.deviceKeys": { by: { outside: "NOT_SIGNED_IN", withoutTool: "yes", staff: "yes", coordinating: "yes" } },
  "access.signIns": { by: { outside: "NOT_SIGNED_IN", withoutTool: "yes", staff: "yes", coordinating: "yes" } },
  // Names of no one in particular: whose are shown is decided student by student.
  "privacy.revealStudents": {
    input: { purpose: "work", studentIds: [newId()] },
    by: { outside: "NOT_SIGNED_IN", withoutTool: "yes", staff: "yes", coordinating: "yes" },
  },
  "sessions.day": {
    input: { scope: "school" },
    by: { outside: "NOT_SIGNED_IN", withoutTool: "TOOL_MISSING", staff: "yes", coordinating: "yes" },
  },
};

describe("who may do what", () => {
  it("says something of every procedure but those about one's own sign-in", () => {
    const others = [...procedures.keys()].filter((name) => !(name in callsOnSession) && !(name in aboutSelf));
    // Those about a student, a case or an intervention have tables of their own, by tie to them
    // (modules/students/access.test.ts, modules/casework/permissions.test.ts, intervention-matrix.test.ts).
    const elsewhere =
      /^(access|students|casework|interventions|progress|sessions|today|notifications|communications|jobs)\./;
    expect(others.filter((name) => !elsewhere.test(name))).toEqual([]);
  });

  it("answers each person, procedure and tie as the table says", async () => {
    const wrong: unknown[] = [];
    const counts = { cells: 0, yes: 0, no: 0 };
    const check = async (principal: Principal, [name, input]: readonly [string, unknown], expected: Verdict) => {
      const { status, situation, text } = await callAs(world.url, principal.cookie, [name, input]);
      const verdict = status === 200 ? "yes" : situation;
      counts.cells += 1;
      counts[expected === "yes" ? "yes" : "no"] += 1;
      if (verdict !== expected) wrong.push({ who: principal.label, name, expected, verdict, text: text.slice(0, 300) });
    };
    for (const principal of principals) {
      const kind = kindOf(principal);
      for (const [name, { input, by }] of Object.entries(aboutSelf)) await check(principal, [name, input], by[kind]);
      for (const [tie, session] of Object.entries(await tiesOf(admin, principal)) as [keyof Ties, string | null][]) {
        if (session === null) continue;
        for (const [name, inputs] of Object.entries(callsOnSession))
          for (const inputFor of inputs) {
            const cell = await cellOf(admin, session);
            // A school so small that everyone is on the roster has no guest to give.
            if (name === "attendance.addGuest" && cell.guest === null) continue;
            await check(principal, [name, inputFor(cell)], aboutSession[kind][tie]);
          }
      }
    }
    expect(wrong).toEqual([]);
    expect(counts.yes).toBeGreaterThanOrEqual(120);
    expect(counts.no).toBeGreaterThanOrEqual(100);
  });

  it("knows an id by any spelling, and answers it in one", async () => {
    const okafor = principals.find(({ label }) => label === "okafor");
    const session = okafor === undefined ? null : (await tiesOf(admin, okafor)).mine;
    if (okafor === undefined || session === null) throw new Error("Ms Okafor has no session");
    const input = { sessionId: session.toUpperCase() };
    const { status, text } = await callAs(world.url, okafor.cookie, ["attendance.roster", input]);
    expect(status).toBe(200);
    expect(text).toContain(session);
    expect(text).not.toContain(input.sessionId);
  });

  it("takes effect at once when it changes: a role taken away is gone with the next call", async () => {
    const ito = principals.find(({ label }) => label === "ito");
    if (ito?.userId == null) throw new Error("Mr Ito is missing");
    const ask = () => callAs(world.url, ito.cookie, ["sessions.day", { scope: "mine" }]);
    expect((await ask()).status).toBe(200);
    const removed = await admin<{ tenant_id: string; id: string; user_id: string; role_id: string }[]>`
      delete from user_roles where user_id = ${ito.userId} returning tenant_id, id, user_id, role_id`;
    expect((await ask()).situation).toBe("TOOL_MISSING");
    await admin`insert into user_roles ${admin(removed)}`;
    expect((await ask()).status).toBe(200);
    await admin`update users set status = 'suspended' where id = ${ito.userId}`;
    expect((await ask()).situation).toBe("NOT_SIGNED_IN");
    await admin`update users set status = 'active' where id = ${ito.userId}`;
  });
});
