import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import {
  addSession,
  chanceFrom,
  newMutation,
  night,
  openAdmin,
  overlaps,
  person,
  refusalOf,
  rowIn,
  student,
  tenantId,
  traceOf,
  wrongCounters,
  type Client,
  type Refusal,
  type Result,
} from "./school.fixture.ts";

let world: World;
let admin: postgres.Sql;
let cookies: string[] = [];
/** Each with a client of its own: calls of one client in the same tick would travel as one request. */
const clientOf = (index: number): Client => world.client({ cookie: cookies[index % cookies.length] ?? "" });

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  const names = ["okafor", "park", "reyes", "haddad", "lindqvist"];
  cookies = await Promise.all(names.map(async (name) => (await world.signIn(`${name}@alder.example`)).cookie));
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

/** Busy is the one answer that says nothing: the same intent is sent again, as a client does. */
const insisting = async <T>(ask: () => Promise<T>): Promise<T | Refusal> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const refusal = await refusalOf(Promise.reject(error as Error));
      if (refusal.situation !== "BUSY") return refusal;
    }
  }
};
const isRefusal = (answer: object): answer is Refusal => "situation" in answer;

describe("the same students at the same time", () => {
  test("64 writers never book anyone twice, and every loser learns of the session that is in the way", async () => {
    const seed = Date.now() % 1_000_000;
    const chance = chanceFrom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
    const enrolled = [0, 3, 7, 11, 26, 30, 50, 55];
    // Eight sessions over each other; in all of them the enrolled students are not expected yet.
    const sessions = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        addSession(admin, {
          intervention: "reading-boost",
          facilitator: "okafor",
          startsIn: night(1, index * 10),
          students: enrolled,
          expectation: "not_expected",
        }),
      ),
    );
    const guests = [80, 81, 82, 83];
    const counts = { attempts: 0, done: 0, clash: 0, other: 0 };
    const writer = async (index: number): Promise<void> => {
      const client = clientOf(index);
      for (let round = 0; round < 5; round += 1) {
        const sessionId = pick(sessions);
        const isGuest = chance() < 0.5;
        const place = pick(isGuest ? guests : enrolled);
        const studentId = student(place);
        const mutationId = newMutation();
        counts.attempts += 1;
        let answer: object | Refusal;
        if (isGuest) {
          answer = await insisting(() => client.attendance.addGuest.mutate({ mutationId, sessionId, studentId }));
        } else {
          const row = rowIn(await client.attendance.roster.query({ sessionId }), place);
          const expected = row.expectation !== "expected";
          const input = { mutationId, sessionId, studentId, expected, baseVersion: row.version };
          answer = await insisting(() => client.attendance.setExpectation.mutate(input));
        }
        if (!isRefusal(answer)) counts.done += 1;
        else if (answer.situation === "SESSION_CLASH") {
          counts.clash += 1;
          expect(answer.status).toBe(409);
          expect(sessions).toContain(answer.details["sessionId"]);
          expect(answer.details["sessionId"]).not.toBe(sessionId);
        } else {
          counts.other += 1;
          expect(["STALE_VERSION", "ALREADY_EXPECTED"]).toContain(answer.situation);
        }
      }
    };
    await Promise.all(Array.from({ length: 64 }, (_, index) => writer(index)));
    process.stdout.write(`bookings, seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(counts.attempts).toBe(320);
    expect(counts.done).toBeGreaterThan(0);
    expect(counts.clash).toBeGreaterThan(0);
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
    // Whoever is on a roster has the time for it, and whoever has the time is on it.
    const unmatched = await admin`
      select a.session_id, a.student_id, a.expectation, b.active from attendance_records a
        left join bookings b on b.session_id = a.session_id and b.resource_kind = 'student' and b.resource_id = a.student_id
       where a.session_id = any (${sessions}::uuid[]) and (a.expectation <> 'not_expected') is distinct from coalesce(b.active, false)`;
    expect(unmatched).toEqual([]);
  });
});

describe("the same intent ten times at once", () => {
  let rosters = 0;
  const newRoster = (): Promise<string> =>
    addSession(admin, {
      intervention: "maths-fluency",
      facilitator: "okafor",
      startsIn: night(40, (rosters += 40)),
      students: [48, 49],
    });
  const tenTimes = <T>(ask: (client: Client) => Promise<T>): Promise<(T | Refusal)[]> =>
    Promise.all(Array.from({ length: 10 }, () => insisting(() => ask(clientOf(0)))));

  test("a mark has one effect, and ten equal answers", async () => {
    const sessionId = await newRoster();
    const marks = [{ studentId: student(48), status: "present" as const, baseVersion: 1 }];
    const input = { mutationId: newMutation(), sessionId, marks };
    const before = await clientOf(0).attendance.roster.query({ sessionId });
    const answers = await tenTimes((client) => client.attendance.record.mutate(input));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      version: before.version + 1,
      results: [{ outcome: "recorded", row: { version: 2 } }],
    });
    expect(await traceOf(admin, sessionId)).toEqual({ audits: 1, events: 1 });
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("a guest, an expectation, a kept claim and a finish have one effect and ten equal answers", async () => {
    const sessionId = await newRoster();
    const on48 = { sessionId, studentId: student(48) };
    const guest = { mutationId: newMutation(), sessionId, studentId: student(100) };
    const guests = await tenTimes((client) => client.attendance.addGuest.mutate(guest));
    for (const answer of guests) expect(answer).toEqual(guests[0]);
    expect(guests[0]).toMatchObject({ row: { expectation: "guest", version: 1 } });

    const away = { mutationId: newMutation(), sessionId, studentId: student(49), expected: false, baseVersion: 1 };
    const aways = await tenTimes((client) => client.attendance.setExpectation.mutate(away));
    for (const answer of aways) expect(answer).toEqual(aways[0]);
    expect(aways[0]).toMatchObject({ row: { expectation: "not_expected", version: 2 } });

    for (const [index, status] of (["present", "absent"] as const).entries())
      await clientOf(index).attendance.record.mutate({
        mutationId: newMutation(),
        sessionId,
        marks: [{ studentId: student(48), status, baseVersion: 1 }],
      });
    const [claim] = rowIn(await clientOf(0).attendance.roster.query({ sessionId }), 48).contested;
    const keep = { mutationId: newMutation(), ...on48, keep: claim!.mutationId, baseVersion: 3 };
    const keeps = await tenTimes((client) => client.attendance.keep.mutate(keep));
    for (const answer of keeps) expect(answer).toEqual(keeps[0]);
    expect(keeps[0]).toMatchObject({ row: { status: "absent", version: 4, contested: [] } });

    const end = { mutationId: newMutation(), sessionId };
    const ends = await tenTimes((client) => client.sessions.finish.mutate(end));
    for (const answer of ends) expect(answer).toEqual(ends[0]);
    // Guest, expectation, two marks, the choice, the finish.
    expect(await traceOf(admin, sessionId)).toEqual({ audits: 6, events: 6 });
    expect(await wrongCounters(admin)).toEqual([]);
  });
});

test("two who write on one row from the same look: one stands, the other is shown beside it", async () => {
  for (let round = 0; round < 10; round += 1) {
    const sessionId = await addSession(admin, {
      intervention: "maths-fluency",
      facilitator: "okafor",
      startsIn: night(5 + round),
      students: [48],
    });
    const write = (index: number, status: "present" | "absent") =>
      clientOf(index).attendance.record.mutate({
        mutationId: newMutation(),
        sessionId,
        marks: [{ studentId: student(48), status, baseVersion: 1 }],
      });
    const answers = await Promise.all([write(0, "present"), write(1, "absent")]);
    const outcomes = answers.map(({ results }) => results[0]?.outcome);
    expect(outcomes.toSorted()).toEqual(["contested", "recorded"]);
    const isFirst = outcomes[0] === "recorded";
    const row = rowIn(await clientOf(0).attendance.roster.query({ sessionId }), 48);
    expect(row).toMatchObject({
      status: isFirst ? "present" : "absent",
      takenBy: person(isFirst ? "okafor" : "park"),
      version: 3,
      contested: [{ status: isFirst ? "absent" : "present", by: person(isFirst ? "park" : "okafor") }],
    });
  }
});

test("whole classes of one intervention marked at once in several sessions keep its counters right", async () => {
  const places = Array.from({ length: 30 }, (_, index) => 48 + index);
  const sessions = await Promise.all(
    [0, 1, 2, 3].map((index) =>
      addSession(admin, {
        intervention: "maths-fluency",
        facilitator: "okafor",
        startsIn: night(20 + index),
        students: places,
      }),
    ),
  );
  // As for students who joined without any counter: the first marks make theirs, in several sessions at once.
  await admin`delete from attendance_rollups where tenant_id = ${tenantId} and source_id = ${demoIds.intervention("alder", "maths-fluency")}
    and student_id = any (${[48, 49, 50].map(student)}::uuid[])`;
  for (const status of ["present", "excused", "present"] as const) {
    const answers = await Promise.all(
      sessions.map(async (sessionId, index) => {
        const client = clientOf(index);
        const { rows } = await client.attendance.roster.query({ sessionId });
        const marks = rows.map((row) => ({ studentId: row.studentId, status, baseVersion: row.version }));
        // Not in the same order everywhere, so that locks are not taken in the same order either.
        if (index % 2 === 1) marks.reverse();
        return insisting(() => client.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks }));
      }),
    );
    for (const answer of answers) {
      if (isRefusal(answer)) throw new Error(`Refused: ${answer.situation}`);
      expect(new Set(answer.results.map((result) => result.outcome))).toEqual(new Set(["recorded"]));
    }
  }
  // Their history was taken away above, so these three are counted from here on, without being expected before.
  const [early] = await admin<{ present: number }[]>`select min(present)::int as present from attendance_rollups
    where source_id = ${demoIds.intervention("alder", "maths-fluency")} and student_id = any (${[48, 49, 50].map(student)}::uuid[])`;
  expect(early).toEqual({ present: 4 });
  const wrong = (await wrongCounters(admin)) as { student_id: string }[];
  expect(wrong.map((row) => row.student_id).toSorted()).toEqual([48, 49, 50].map(student).toSorted());
});

test("200 random marks by 8 writers come to the fold of what was acknowledged", async () => {
  const seed = Date.now() % 1_000_000;
  const chance = chanceFrom(seed);
  const places = [0, 3, 7, 11, 26, 30, 50, 55];
  const sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(30),
    students: places,
  });
  const wrongBefore = await wrongCounters(admin);
  const acknowledged: { version: number; result: Result }[] = [];
  const statuses = ["present", "absent", "excused", "scheduled", "tardy"] as const;
  const counts = { recorded: 0, unchanged: 0, contested: 0, refused: 0 };
  const writer = async (index: number): Promise<void> => {
    const client = clientOf(index);
    let seen = await client.attendance.roster.query({ sessionId });
    for (let round = 0; round < 25; round += 1) {
      // Some look before they write, some write from an old look.
      if (chance() < 0.6) seen = await client.attendance.roster.query({ sessionId });
      const row = seen.rows[Math.floor(chance() * seen.rows.length)]!;
      const status = statuses[Math.floor(chance() * statuses.length)]!;
      const minutesLate = status === "tardy" ? Math.floor(chance() * 20) : null;
      const marks = [{ studentId: row.studentId, status, minutesLate, baseVersion: row.version }];
      const answer = await insisting(() =>
        client.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks }),
      );
      if (isRefusal(answer)) throw new Error(`Refused: ${answer.situation}`);
      const [result] = answer.results;
      if (result === undefined) throw new Error("An answer without a result");
      counts[result.outcome] += 1;
      if (result.outcome !== "unchanged") acknowledged.push({ version: answer.version, result });
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, index) => writer(index)));
  process.stdout.write(`marks, seed ${seed}: ${JSON.stringify(counts)}\n`);
  const versions = acknowledged.map(({ version }) => version).toSorted((a, b) => a - b);
  const final = await clientOf(0).attendance.roster.query({ sessionId });
  // Each acknowledged change made one version of the roster, and there is no version that nobody was told of.
  expect(versions).toEqual(Array.from({ length: final.version - 1 }, (_, index) => index + 2));
  const folded = new Map<string, Result["row"]>();
  for (const { result } of acknowledged.toSorted((a, b) => a.version - b.version))
    folded.set(result.studentId, result.row);
  for (const row of final.rows) {
    const last = folded.get(row.studentId);
    // The counters go on counting in other sessions; all else is what the last acknowledgement said.
    if (last !== undefined) expect({ ...row, attended: 0, marked: 0 }).toEqual({ ...last, attended: 0, marked: 0 });
  }
  expect(folded.size).toBe(places.length);
  expect(counts.contested).toBeGreaterThan(0);
  expect(await traceOf(admin, sessionId)).toEqual({ audits: acknowledged.length, events: acknowledged.length });
  expect(await wrongCounters(admin)).toEqual(wrongBefore);
});
