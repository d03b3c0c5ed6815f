import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

import { startStage, type Stage } from "./races-stage.fixture.ts";
import {
  addSession,
  busy,
  chanceFrom,
  insisting,
  isRefusal,
  newMutation,
  night,
  overlaps,
  rowIn,
  student,
  traceOf,
  wrongCounters,
  type Client,
  type Refusal,
} from "./school.fixture.ts";

const scale = inject("scale");

let stage: Stage;
let admin: Stage["admin"];
let clientOf: Stage["clientOf"];

beforeAll(async () => {
  stage = await startStage();
  ({ admin, clientOf } = stage);
});
afterAll(() => stage?.close());

describe("the same students at the same time", () => {
  test(
    "64 writers never book anyone twice, and every loser learns of the session that is in the way",
    { timeout: 240_000 * scale },
    async () => {
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
      const counts = new Map<string | null, number>();
      const clashes: { sessionId: string; refusal: Refusal }[] = [];
      const writer = async (index: number): Promise<void> => {
        const client = clientOf(index);
        for (let round = 0; round < 4 * scale; round += 1) {
          const sessionId = pick(sessions);
          const isGuest = chance() < 0.5;
          const place = pick(isGuest ? guests : enrolled);
          const studentId = student(place);
          const mutationId = newMutation();
          let answer: object | Refusal;
          if (isGuest) {
            answer = await insisting(() => client.attendance.addGuest.mutate({ mutationId, sessionId, studentId }));
          } else {
            const seen = await insisting(() => client.attendance.roster.query({ sessionId }));
            if (isRefusal(seen)) throw new Error(`No roster: ${seen.situation}`);
            const row = rowIn(seen, place);
            const expected = row.expectation !== "expected";
            const input = { mutationId, sessionId, studentId, expected, baseVersion: row.version };
            answer = await insisting(() => client.attendance.setExpectation.mutate(input));
          }
          const outcome = isRefusal(answer) ? answer.situation : "done";
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          if (isRefusal(answer) && outcome === "SESSION_CLASH") clashes.push({ sessionId, refusal: answer });
        }
      };
      await Promise.all(Array.from({ length: 64 }, (_, index) => writer(index)));
      process.stdout.write(
        `bookings, seed ${seed}: ${JSON.stringify({ ...Object.fromEntries(counts), busy: busy.answers })}\n`,
      );
      expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBe(256 * scale);
      const allowed = ["ALREADY_EXPECTED", "SESSION_CLASH", "STALE_VERSION", "done"];
      expect([...counts.keys()].filter((outcome) => !allowed.includes(outcome ?? ""))).toEqual([]);
      expect(counts.get("done")).toBeGreaterThan(0);
      expect(clashes.length).toBeGreaterThan(0);
      for (const { sessionId, refusal } of clashes) {
        expect(refusal).toMatchObject({ status: 409, details: { title: "Reading Boost" } });
        expect(sessions.filter((id) => id !== sessionId)).toContain(refusal.details["sessionId"]);
      }
      expect(await overlaps(admin)).toEqual([]);
      expect(await wrongCounters(admin)).toEqual([]);
      // Whoever is on a roster has the time for it, and whoever has the time is on it.
      const unmatched = await admin`
      select a.session_id, a.student_id, a.expectation, b.active from attendance_records a
        left join bookings b on b.session_id = a.session_id and b.resource_kind = 'student' and b.resource_id = a.student_id
       where a.session_id = any (${sessions}::uuid[]) and (a.expectation <> 'not_expected') is distinct from coalesce(b.active, false)`;
      expect(unmatched).toEqual([]);
    },
  );
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
