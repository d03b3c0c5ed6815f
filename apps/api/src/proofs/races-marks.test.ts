import { demoIds } from "@handrail/db/seed/ids";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import { startStage, type Stage } from "./races-stage.fixture.ts";
import {
  addSession,
  chanceFrom,
  insisting,
  isRefusal,
  newMutation,
  night,
  person,
  rowIn,
  student,
  tenantId,
  traceOf,
  wrongCounters,
  type Result,
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

test("two who write on one row from the same look: one stands, the other is shown beside it", async () => {
  for (let round = 0; round < 10 * scale; round += 1) {
    const sessionId = await addSession(admin, {
      intervention: "maths-fluency",
      facilitator: "okafor",
      startsIn: night(31 + round),
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
    expect(new Set(outcomes)).toEqual(new Set(["contested", "recorded"]));
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

test("200 random marks by 8 writers come to the fold of what was acknowledged", { timeout: 240_000 }, async () => {
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
    for (let round = 0; round < 25 * scale; round += 1) {
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
  for (const row of final.rows) expect(row).toEqual(folded.get(row.studentId));
  expect(counts.contested).toBeGreaterThan(0);
  expect(await traceOf(admin, sessionId)).toEqual({ audits: acknowledged.length, events: acknowledged.length });
  expect(await wrongCounters(admin)).toEqual(wrongBefore);
});
