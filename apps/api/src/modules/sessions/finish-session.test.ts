import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import {
  addSession,
  newMutation,
  night,
  openAdmin,
  refusalOf,
  rowIn,
  situationOf,
  student,
  traceOf,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Client;
let ito: Client;
let novak: Client;
let sessionId: string;
let nights = 0;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  okafor = (await world.signIn("okafor@alder.example")).client;
  ito = (await world.signIn("ito@alder.example")).client;
  novak = (await world.signIn("novak@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(async () => {
  nights += 1;
  sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(nights),
    students: [0, 3],
  });
});

const finish = (client = okafor) => client.sessions.finish.mutate({ mutationId: newMutation(), sessionId });
const reopen = (client = okafor) => client.sessions.reopen.mutate({ mutationId: newMutation(), sessionId });
const present = (more: { afterFinish?: boolean } = {}) =>
  okafor.attendance.record.mutate({
    mutationId: newMutation(),
    sessionId,
    marks: [{ studentId: student(0), status: "present", baseVersion: 1 }],
    ...more,
  });
const held = () => okafor.attendance.roster.query({ sessionId });

describe("finishing", () => {
  test("changes the session and nobody's row, once, and leaves a line and an event", async () => {
    const before = { roster: await held(), trace: await traceOf(admin, sessionId) };
    const version = before.roster.version + 1;
    expect(await finish()).toEqual({ sessionId, version, status: "completed" });
    expect(await held()).toEqual({
      ...before.roster,
      version,
      session: { ...before.roster.session, status: "completed" },
    });
    expect(await traceOf(admin, sessionId)).toEqual({
      audits: before.trace.audits + 1,
      events: before.trace.events + 1,
    });
    expect(await finish()).toEqual({ sessionId, version, status: "completed" });
    expect(await traceOf(admin, sessionId)).toEqual({
      audits: before.trace.audits + 1,
      events: before.trace.events + 1,
    });
  });

  test("before the start is refused", async () => {
    sessionId = await addSession(admin, {
      intervention: "reading-boost",
      facilitator: "okafor",
      startsIn: 300,
    });
    expect(await refusalOf(finish())).toMatchObject({ situation: "SESSION_NOT_STARTED", status: 409 });
  });

  test("a mark that comes later needs to know", async () => {
    await finish();
    expect(await refusalOf(present())).toMatchObject({ situation: "SESSION_FINISHED", status: 409 });
    expect((await present({ afterFinish: true })).results[0]?.outcome).toBe("recorded");
    expect((await held()).session.status).toBe("completed");
  });

  test("a mark that was refused so may be sent again with the same key, knowing", async () => {
    await finish();
    const input = {
      mutationId: newMutation(),
      sessionId,
      marks: [{ studentId: student(0), status: "absent" as const, baseVersion: 1 }],
    };
    expect(await situationOf(okafor.attendance.record.mutate(input))).toBe("SESSION_FINISHED");
    const answer = await okafor.attendance.record.mutate({ ...input, afterFinish: true });
    expect(answer.results[0]?.outcome).toBe("recorded");
  });
});

describe("reopening", () => {
  test("takes the finish back, once", async () => {
    const { version } = await finish();
    expect(await reopen()).toEqual({ sessionId, version: version + 1, status: "scheduled" });
    expect(await reopen()).toEqual({ sessionId, version: version + 1, status: "scheduled" });
    expect((await present()).results[0]?.outcome).toBe("recorded");
    const [row] = await admin`select status, finished_by, finished_at from sessions where id = ${sessionId}`;
    expect(row).toEqual({ status: "scheduled", finished_by: null, finished_at: null });
  });

  test("and changes end with the school's window", async () => {
    await finish();
    await admin`update sessions set start_time = now() - interval '15 days', end_time = now() - interval '14 days 23 hours' where id = ${sessionId}`;
    expect(await refusalOf(reopen())).toMatchObject({ situation: "EDIT_WINDOW_CLOSED", details: { days: 14 } });
    expect(await situationOf(present({ afterFinish: true }))).toBe("EDIT_WINDOW_CLOSED");
    expect(rowIn(await held(), 0).status).toBe("scheduled");
  });
});

test("nothing is written into a cancelled session", async () => {
  await admin`update sessions set status = 'cancelled', cancelled_reason = 'Snow' where id = ${sessionId}`;
  const before = await traceOf(admin, sessionId);
  const guest = { mutationId: newMutation(), sessionId, studentId: student(40) };
  const asked = [finish(), reopen(), present({ afterFinish: true }), okafor.attendance.addGuest.mutate(guest)];
  expect(await Promise.all(asked.map(situationOf))).toEqual(asked.map(() => "SESSION_CANCELLED"));
  expect(await traceOf(admin, sessionId)).toEqual(before);
});

test("a session that is not theirs does not exist for them, and without the tool there is nothing", async () => {
  const asked = (client: Client) => [finish(client), reopen(client), client.attendance.roster.query({ sessionId })];
  expect(await Promise.all(asked(ito).map(situationOf))).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
  expect(await Promise.all(asked(novak).map(situationOf))).toEqual(["TOOL_MISSING", "TOOL_MISSING", "TOOL_MISSING"]);
});
