import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  addSession,
  newMutation,
  night,
  openAdmin,
  person,
  refusalOf,
  rowIn,
  student,
  traceOf,
  wrongCounters,
  type Client,
  type Mark,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Client;
let park: Client;
let sessionId: string;
const places = [0, 3, 7, 11, 26];

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  [okafor, park] = (await Promise.all(
    ["okafor@alder.example", "park@alder.example"].map(async (email) => (await world.signIn(email)).client),
  )) as [Client, Client];
  sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(1),
    students: places,
  });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const record = (client: Client, marks: readonly Mark[], more: { mutationId?: string; afterFinish?: boolean } = {}) =>
  client.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks: [...marks], ...more });
const held = () => okafor.attendance.roster.query({ sessionId });
const version = async (place: number): Promise<number> => rowIn(await held(), place).version;

describe("one mark", () => {
  test("is the row's, raises both versions by one, and is in the history with who, before and after", async () => {
    const before = await held();
    const answer = await record(okafor, [{ studentId: student(0), status: "tardy", minutesLate: 7, baseVersion: 1 }]);
    const after = await held();
    expect(answer).toMatchObject({
      sessionId,
      version: before.version + 1,
      results: [{ outcome: "recorded", reason: null }],
    });
    expect(after.version).toBe(answer.version);
    const row = rowIn(after, 0);
    expect(answer.results[0]?.row).toEqual(row);
    expect(row).toMatchObject({
      status: "tardy",
      minutesLate: 7,
      minutesAttended: 23,
      takenBy: person("okafor"),
      version: 2,
    });
    expect(row.attended).toBe(rowIn(before, 0).attended + 1);
    expect(row.marked).toBe(rowIn(before, 0).marked + 1);
    const history = await okafor.attendance.history.query({ sessionId, studentId: student(0) });
    expect(history).toMatchObject([
      {
        by: { id: person("okafor"), name: "Ms Okafor" },
        action: "AttendanceRecorded",
        before: { status: "scheduled", minutesLate: null, note: null },
        after: { status: "tardy", minutesLate: 7, note: null },
      },
    ]);
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("keeps a note it does not mention, and takes one away when told", async () => {
    await record(okafor, [{ studentId: student(3), status: "present", note: "Left at ten.", baseVersion: 1 }]);
    await record(park, [{ studentId: student(3), status: "excused", baseVersion: 2 }]);
    expect(rowIn(await held(), 3)).toMatchObject({
      status: "excused",
      note: "Left at ten.",
      takenBy: person("park"),
      version: 3,
    });
    await record(park, [{ studentId: student(3), status: "excused", note: "", baseVersion: 3 }]);
    expect(rowIn(await held(), 3)).toMatchObject({ status: "excused", note: null, version: 4 });
  });

  test("can be taken back: the row is as it was, and says of nobody that they marked it", async () => {
    await record(okafor, [{ studentId: student(7), status: "absent", baseVersion: 1 }]);
    await record(okafor, [{ studentId: student(7), status: "scheduled", baseVersion: 2 }]);
    expect(rowIn(await held(), 7)).toMatchObject({
      status: "scheduled",
      minutesAttended: null,
      takenBy: null,
      recordedAt: null,
    });
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("that says what stands writes no line and no event", async () => {
    const before = { trace: await traceOf(admin, sessionId), roster: await held() };
    const answer = await record(park, [{ studentId: student(3), status: "excused", baseVersion: 1 }]);
    expect(answer).toMatchObject({ version: before.roster.version, results: [{ outcome: "unchanged" }] });
    expect(await traceOf(admin, sessionId)).toEqual(before.trace);
    expect(await held()).toEqual(before.roster);
  });
});

describe("a class", () => {
  test("is one event, a line for each row, and an outcome for each student", async () => {
    const before = await traceOf(admin, sessionId);
    const base = new Map<string, number>((await held()).rows.map((row) => [row.studentId, row.version]));
    const marks = places.map((place) => ({
      studentId: student(place),
      status: "present" as const,
      baseVersion: base.get(student(place)) ?? 0,
    }));
    const stranger = { studentId: student(110), status: "present" as const, baseVersion: 1 };
    const answer = await record(okafor, [...marks, stranger]);
    expect(answer.results.map((result) => result.outcome)).toEqual([...marks.map(() => "recorded"), "refused"]);
    expect(answer.results.at(-1)).toMatchObject({
      reason: "This student is not on this roster.",
      situation: "NOT_FOUND",
      row: null,
    });
    expect(await traceOf(admin, sessionId)).toEqual({
      audits: before.audits + places.length,
      events: before.events + 1,
    });
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("loses nobody when one of them was withdrawn", async () => {
    await admin`update enrollments set status = 'withdrawn', withdrawn_at = (select start_time - interval '1 minute' from sessions where id = ${sessionId}), exit_reason = 'moved' where student_id = ${student(26)}
      and intervention_id = (select intervention_id from sessions where id = ${sessionId})`;
    const marks = await Promise.all(
      [11, 26].map(async (place) => ({
        studentId: student(place),
        status: "absent" as const,
        baseVersion: await version(place),
      })),
    );
    const answer = await record(okafor, marks);
    expect(answer.results.map(({ outcome, reason, situation }) => [outcome, reason, situation])).toEqual([
      ["recorded", null, null],
      ["refused", "This student's enrolment has ended.", "NOT_ENROLLED"],
    ]);
    expect(rowIn(await held(), 26).status).toBe("present");
  });

  test("names a student once", async () => {
    const mark = { studentId: student(0), status: "present" as const, baseVersion: 1 };
    expect(await refusalOf(record(okafor, [mark, mark]))).toMatchObject({ situation: "INVALID_INPUT", status: 400 });
  });

  test.each([
    [{ status: "tardy" as const }, 400],
    [{ status: "present" as const, minutesLate: 4 }, 400],
    [{ status: "tardy" as const, minutesLate: -1 }, 400],
    [{ status: "absent" as const, note: "x".repeat(501) }, 400],
    [{ status: "absent" as const, note: "a\u0000b" }, 400],
  ])("refuses marks that break the rules (%#)", async (mark, status) => {
    const refusal = await refusalOf(record(okafor, [{ studentId: student(0), baseVersion: 1, ...mark }]));
    expect(refusal).toMatchObject({ situation: "INVALID_INPUT", status });
  });
});

describe("minutes late", () => {
  test("longer than the session are refused for that student alone", async () => {
    const marks = await Promise.all(
      [7, 11].map(async (place) => ({ place, studentId: student(place), baseVersion: await version(place) })),
    );
    const before = rowIn(await held(), 7);
    const answer = await record(
      okafor,
      marks.map(({ place, ...mark }) => ({ ...mark, status: "tardy" as const, minutesLate: place === 7 ? 600 : 30 })),
    );
    expect(answer.results.map(({ outcome, reason, situation }) => [outcome, reason, situation])).toEqual([
      ["refused", "Write at most 30 minutes late: the session is not longer.", "INVALID_INPUT"],
      ["recorded", null, null],
    ]);
    expect(rowIn(await held(), 7)).toEqual(before);
  });

  test("there are none before the session starts, by the server's clock", async () => {
    const later = await addSession(admin, {
      intervention: "reading-boost",
      facilitator: "okafor",
      startsIn: 20 * 60,
      students: [0],
      expectation: "not_expected",
    });
    // At some hours of the day the demo has another session then.
    await admin`update bookings set active = false where resource_id = ${student(0)} and session_id <> ${later}`;
    await okafor.attendance.setExpectation.mutate({
      mutationId: newMutation(),
      sessionId: later,
      studentId: student(0),
      expected: true,
      baseVersion: 1,
    });
    const answer = await okafor.attendance.record.mutate({
      mutationId: newMutation(),
      sessionId: later,
      marks: [{ studentId: student(0), status: "tardy", minutesLate: 5, baseVersion: 2 }],
    });
    expect(answer.results).toMatchObject([
      { outcome: "refused", reason: "A student cannot be late before the session starts.", situation: "INVALID_INPUT" },
    ]);
  });
});

describe("the same intent again", () => {
  test("gets the same answer, whatever happened since, and has no second effect", async () => {
    const mutationId = newMutation();
    const mark = { studentId: student(11), status: "excused" as const, note: "Trip.", baseVersion: await version(11) };
    const first = await record(okafor, [mark], { mutationId });
    await record(okafor, [{ studentId: student(11), status: "present", baseVersion: await version(11) }]);
    const before = await traceOf(admin, sessionId);
    expect(await record(okafor, [mark], { mutationId })).toEqual(first);
    expect(await traceOf(admin, sessionId)).toEqual(before);
    expect(rowIn(await held(), 11).status).toBe("present");
  });

  test("gets an answer that was kept before it named situations", async () => {
    const mutationId = newMutation();
    const stranger = { studentId: student(110), status: "present" as const, baseVersion: 1 };
    const first = await record(okafor, [stranger], { mutationId });
    await admin`update idempotency_keys set response = response #- '{results,0,situation}' where key = ${mutationId}`;
    const again = await record(okafor, [stranger], { mutationId });
    expect(again).toEqual({ ...first, results: [{ ...first.results[0], situation: null }] });
  });

  test("with another body is refused, and another person's same key is another intent", async () => {
    const mutationId = newMutation();
    const mark = { studentId: student(11), status: "excused" as const, baseVersion: await version(11) };
    await record(okafor, [mark], { mutationId });
    const other = record(okafor, [{ ...mark, status: "absent" }], { mutationId });
    expect(await refusalOf(other)).toMatchObject({ situation: "KEY_REUSED", status: 422 });
    expect((await record(park, [mark], { mutationId })).results[0]?.outcome).toBe("unchanged");
  });
});

test("what leaves through the outbox holds no word of a note", async () => {
  const word = `Canary${newMutation()}`;
  await record(okafor, [{ studentId: student(0), status: "present", note: word, baseVersion: await version(0) }]);
  const stale = await record(park, [{ studentId: student(0), status: "absent", note: `${word} too`, baseVersion: 1 }]);
  expect(stale.results[0]?.outcome).toBe("contested");
  const [found] = await admin<{ notes: number; payloads: number; all: number }[]>`
    select (select count(*)::int from attendance_records where notes like ${`${word}%`} or contested::text like ${`%${word}%`}) as notes,
      count(*) filter (where payload::text like ${`%${word}%`})::int as payloads, count(*)::int as all
      from outbox_events where aggregate_id = ${sessionId}`;
  expect(found).toMatchObject({ notes: 1, payloads: 0 });
  expect(found?.all).toBeGreaterThan(5);
  const names = await admin<
    { text: string }[]
  >`select distinct payload::text as text from outbox_events where aggregate_id = ${sessionId}`;
  for (const { text } of names) expect(text).not.toMatch(/"note"|"name"/);
});
