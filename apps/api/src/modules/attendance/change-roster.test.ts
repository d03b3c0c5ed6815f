import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  addSession,
  newMutation,
  night,
  openAdmin,
  overlaps,
  refusalOf,
  rowIn,
  situationOf,
  student,
  traceOf,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Client;
let ito: Client;
let sessionId: string;
let besides: string;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  okafor = (await world.signIn("okafor@alder.example")).client;
  ito = (await world.signIn("ito@alder.example")).client;
  // They overlap: a student can be at one of them.
  sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(1),
    students: [0, 3],
  });
  besides = await addSession(admin, {
    intervention: "maths-fluency",
    facilitator: "ito",
    startsIn: night(1, 10),
    students: [48, 49],
  });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const addGuest = (place: number, client = okafor, to = sessionId) =>
  client.attendance.addGuest.mutate({ mutationId: newMutation(), sessionId: to, studentId: student(place) });
const expectThem = (place: number, change: { expected: boolean; baseVersion: number; to?: string }) =>
  (change.to === besides ? ito : okafor).attendance.setExpectation.mutate({
    mutationId: newMutation(),
    sessionId: change.to ?? sessionId,
    studentId: student(place),
    expected: change.expected,
    baseVersion: change.baseVersion,
  });
const held = () => okafor.attendance.roster.query({ sessionId });

describe("a guest", () => {
  test("joins unmarked, can be marked, and does not count for the intervention", async () => {
    const options = await okafor.attendance.guestOptions.query({ sessionId });
    expect(options.some((one) => one.studentId === student(20))).toBe(true);
    const before = await held();
    const answer = await addGuest(20);
    expect(answer).toMatchObject({
      version: before.version + 1,
      row: { expectation: "guest", status: "scheduled", version: 1 },
    });
    const marks = [{ studentId: student(20), status: "present" as const, baseVersion: 1 }];
    const { results } = await okafor.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks });
    expect(results).toMatchObject([{ outcome: "recorded", row: { attended: 0, marked: 0, minutesAttended: 30 } }]);
    expect(rowIn(await held(), 20)).toEqual(results[0]?.row);
    expect(await wrongCounters(admin)).toEqual([]);
    const after = await okafor.attendance.guestOptions.query({ sessionId });
    expect(after.some((one) => one.studentId === student(20))).toBe(false);
  });

  test("who is expected elsewhere at that time is refused, and the other session is named", async () => {
    const before = await traceOf(admin, sessionId);
    expect(await refusalOf(addGuest(48))).toMatchObject({
      situation: "SESSION_CLASH",
      status: 409,
      details: { sessionId: besides, title: "Maths Fluency" },
    });
    expect(await traceOf(admin, sessionId)).toEqual(before);
    expect(await overlaps(admin)).toEqual([]);
  });

  test.each([
    [20, "ALREADY_EXPECTED", "on the roster already"],
    [0, "ALREADY_EXPECTED", "enrolled"],
    [118, "NOT_FOUND", "withdrawn from the school"],
  ])("%s: %s (%s)", async (place, situation) => {
    expect(await situationOf(addGuest(place))).toBe(situation);
  });

  test("is not added by someone who may not see the session", async () => {
    expect(await situationOf(addGuest(21, ito))).toBe("NOT_FOUND");
  });
});

describe("an expectation", () => {
  test("gives the student's time back, and takes it again", async () => {
    const away = await expectThem(3, { expected: false, baseVersion: 1 });
    expect(away.row).toMatchObject({ expectation: "not_expected", version: 2 });
    expect(await wrongCounters(admin)).toEqual([]);
    expect((await addGuest(3, ito, besides)).row.expectation).toBe("guest");
    expect(await refusalOf(expectThem(3, { expected: true, baseVersion: 2 }))).toMatchObject({
      situation: "SESSION_CLASH",
      details: { sessionId: besides },
    });
    const marks = [{ studentId: student(3), status: "present" as const, baseVersion: 2 }];
    const { results } = await okafor.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks });
    expect(results).toMatchObject([
      {
        outcome: "refused",
        situation: "NOT_EXPECTED",
        reason: "This student is not expected today. Add the student to today's roster first.",
      },
    ]);
    expect(await overlaps(admin)).toEqual([]);
  });

  test("comes back when nothing is in the way", async () => {
    await expectThem(49, { expected: false, baseVersion: 1, to: besides });
    const back = await expectThem(49, { expected: true, baseVersion: 2, to: besides });
    expect(back.row).toMatchObject({ expectation: "expected", version: 3 });
    const [booking] =
      await admin`select count(*)::int as all, count(*) filter (where active)::int as active from bookings
      where session_id = ${besides} and resource_id = ${student(49)}`;
    expect(booking).toEqual({ all: 1, active: 1 });
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("of a marked student, by an old look, or of a guest is refused; the same one changes nothing", async () => {
    const marks = [{ studentId: student(0), status: "present" as const, baseVersion: 1 }];
    await okafor.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks });
    expect(await situationOf(expectThem(0, { expected: false, baseVersion: 2 }))).toBe("ALREADY_DECIDED");
    expect(await situationOf(expectThem(0, { expected: false, baseVersion: 1 }))).toBe("STALE_VERSION");
    expect(await situationOf(expectThem(20, { expected: false, baseVersion: 2 }))).toBe("ALREADY_EXPECTED");
    expect(await situationOf(expectThem(99, { expected: false, baseVersion: 1 }))).toBe("NOT_EXPECTED");
    const before = await traceOf(admin, sessionId);
    expect((await expectThem(0, { expected: true, baseVersion: 1 })).row).toEqual(rowIn(await held(), 0));
    expect(await traceOf(admin, sessionId)).toEqual(before);
  });
});
