import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  overlaps,
  refusalOf,
  student,
  tenantId,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
const readingBoost = demoIds.intervention("alder", "reading-boost");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const asked = (students: string[], more: object = {}) => ({
  mutationId: newMutation(),
  interventionId: readingBoost,
  students,
  source: "manual" as const,
  onClash: "refuse" as const,
  whenFull: "refuse" as const,
  ...more,
});

describe("enrolling", () => {
  test("a student is booked into every session to come, and counted as expected there", async () => {
    const answer = await reyes.interventions.enroll.mutate(asked([student(75)]));
    expect(answer.results).toMatchObject([{ outcome: "enrolled", clashes: [] }]);
    const [row] = await admin<{ sessions: number; rows: number; bookings: number; expected: number }[]>`
      select count(*)::int as sessions, count(a.id)::int as rows, count(b.id)::int as bookings,
          (select expected from attendance_rollups k where k.source_id = ${readingBoost} and k.student_id = ${student(75)}) as expected
        from sessions s
        left join attendance_records a on a.session_id = s.id and a.student_id = ${student(75)} and a.expectation = 'expected'
        left join bookings b on b.session_id = s.id and b.resource_id = ${student(75)} and b.active
       where s.tenant_id = ${tenantId} and s.intervention_id = ${readingBoost} and s.status = 'scheduled' and s.end_time > now()`;
    expect(row?.sessions).toBeGreaterThan(2);
    expect(row).toMatchObject({ rows: row?.sessions, bookings: row?.sessions, expected: row?.sessions });
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("the same intent twice has one effect, and one who is enrolled already is told so", async () => {
    const input = asked([student(76)]);
    const [first, second] = await Promise.all([
      reyes.interventions.enroll.mutate(input),
      reyes.interventions.enroll.mutate(input),
    ]);
    expect(second).toEqual(first);
    const again = await reyes.interventions.enroll.mutate(asked([student(76), student(79)]));
    expect(again.results.map(({ outcome }) => outcome)).toEqual(["already", "enrolled"]);
  });

  test("whoever may not manage it is refused, and another school's student does not exist", async () => {
    const okafor = (await world.signIn("okafor@alder.example")).client;
    const refusal = await refusalOf(okafor.interventions.enroll.mutate(asked([student(70)])));
    expect(refusal).toMatchObject({ situation: "NOT_ALLOWED", status: 403 });
    const answer = await reyes.interventions.enroll.mutate(asked([demoIds.student("cedar", 0)]));
    expect(answer.results).toMatchObject([{ outcome: "refused", situation: "NOT_FOUND" }]);
  });

  test("the page and the list tell what the database holds", async () => {
    const page = await reyes.interventions.get.query({ interventionId: readingBoost });
    expect(page.mayManage).toBe(true);
    expect(page.enrollments.filter(({ status }) => status === "active")).toHaveLength(11);
    const list = await reyes.interventions.list.query({ scope: "all" });
    const row = list.rows.find(({ id }) => id === readingBoost);
    expect(row).toMatchObject({
      students: 11,
      sessionsHeld: page.sessionsHeld,
      minutesPlanned: page.minutesPlannedSoFar,
    });
    expect(row?.minutesReceived).toBe(page.minutesReceived);
    expect(page.minutesReceived / page.minutesPlannedSoFar).toBeGreaterThan(0.7);
  });
});
