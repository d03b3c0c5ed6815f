import { demoIds } from "@handrail/db/seed/ids";
import { isDelivered } from "@handrail/domain/progress/dosage";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  addSession,
  newMutation,
  night,
  openAdmin,
  person,
  student,
  tenantId,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { dosageRows } from "./dosage-queries.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Client;
const readingBoost = demoIds.intervention("alder", "reading-boost");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  okafor = (await world.signIn("okafor@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const mark = (sessionId: string, status: "absent" | "excused" | "present") =>
  okafor.attendance.record.mutate({
    mutationId: newMutation(),
    sessionId,
    marks: [{ studentId: student(0), status, baseVersion: 1 }],
  });
const held = (nights: number, minutes = 0) =>
  addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(nights, minutes),
    students: [0],
  });

test("lists what is over and unmarked, latest first, each to those it concerns", async () => {
  const older = await held(9);
  const newer = await held(8);
  const mine = await okafor.sessions.notTaken.query({ scope: "mine" });
  const places = [newer, older].map((sessionId) => mine.rows.findIndex(({ id }) => id === sessionId));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(places[0]).toBeLessThan(places[1] ?? 0);
  expect(mine.rows.find(({ id }) => id === newer)).toMatchObject({
    title: "Reading Boost",
    facilitator: "Ms Okafor",
    expected: 1,
    unmarked: 1,
    mayRecord: true,
  });
  await mark(newer, "present");
  const after = await okafor.sessions.notTaken.query({ scope: "school" });
  expect(after.rows.map(({ id }) => id)).toContain(older);
  expect(after.rows.map(({ id }) => id)).not.toContain(newer);
  const ito = (await world.signIn("ito@alder.example")).client;
  const others = await ito.sessions.notTaken.query({ scope: "school" });
  expect(others.rows.map(({ id }) => id)).not.toContain(older);
  const reyes = (await world.signIn("reyes@alder.example")).client;
  const all = await reyes.sessions.notTaken.query({ scope: "school" });
  expect(all.rows.map(({ id }) => id)).toContain(older);
});

test("pages through all of them, each once", async () => {
  for (let index = 0; index < 30; index += 1)
    await addSession(admin, {
      intervention: "reading-boost",
      facilitator: "okafor",
      startsIn: night(30 + index),
      students: [3],
    });
  const seen: string[] = [];
  let cursor: { startsAt: string; id: string } | null = null;
  do {
    const page = await okafor.sessions.notTaken.query({ scope: "mine", ...(cursor === null ? {} : { cursor }) });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  expect(seen.length).toBeGreaterThan(30);
  expect(new Set(seen).size).toBe(seen.length);
});

test(
  "the third absence in a row tells the owner, once a day, across an excused session",
  { timeout: 60_000 },
  async () => {
    await admin`update attendance_records set status = 'present', minutes_attended = 30
    where tenant_id = ${tenantId} and student_id = ${student(0)} and status = 'absent'`;
    const told = async () => admin<{ recipient: string }[]>`
    select recipient_id as recipient from notifications
     where type = 'absences_in_a_row' and student_id = ${student(0)}`;
    await mark(await held(3, 0), "absent");
    await mark(await held(3, 40), "excused");
    await mark(await held(3, 80), "absent");
    const third = await held(3, 120);
    expect(await told()).toEqual([]);
    await mark(third, "absent");
    await expect.poll(told, { timeout: 30_000 }).toEqual([{ recipient: person("reyes") }]);
    const fourth = await held(3, 160);
    await mark(fourth, "absent");
    await expect
      .poll(async () => (await admin`select 1 from graphile_worker._private_jobs`).length, { timeout: 30_000 })
      .toBe(0);
    expect(await told()).toHaveLength(1);
  },
);

test("dosage counts what was planned, entered and received until now", async () => {
  const rows = await admin.begin(async (tx) => {
    await tx`select app.begin_job(${tenantId})`;
    return tx.unsafe(dosageRows.text, dosageRows.params({ interventionId: readingBoost }) as never[]);
  });
  const counted = await admin<{ studentId: string; planned: number; received: number }[]>`
    select a.student_id as "studentId", count(*)::int as planned, coalesce(sum(a.minutes_attended), 0)::int as received
      from attendance_records a join sessions s on s.id = a.session_id
     where s.intervention_id = ${readingBoost} and s.status <> 'cancelled' and s.end_time <= now()
       and a.expectation = 'expected' group by 1 order by 1`;
  expect(rows.map((row) => [row["studentId"], row["plannedSessions"], row["receivedMinutes"]])).toEqual(
    counted.map(({ studentId, planned, received }) => [studentId, planned, received]),
  );
  const first = rows.find((row) => row["studentId"] === student(26));
  expect(first?.["plannedMinutes"]).toBe(30 * Number(first?.["plannedSessions"]));
  expect(isDelivered(first as never)).toBe(true);
});
