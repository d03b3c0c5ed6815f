import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  overlaps,
  refusalOf,
  situationOf,
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

  test("whoever is withdrawn is expected nowhere any more and free again; who comes back gets the rows they had", async () => {
    await reyes.interventions.enroll.mutate(asked([student(79)]));
    const stored = async () => {
      const [row] = await admin<{ expected: number; gone: number; bookings: number; counted: number }[]>`
        select count(*) filter (where a.expectation = 'expected')::int as expected,
            count(*) filter (where a.expectation = 'not_expected')::int as gone,
            (select count(*)::int from bookings b join sessions s on s.id = b.session_id
              where s.intervention_id = ${readingBoost} and b.resource_id = ${student(79)} and b.active) as bookings,
            (select k.expected from attendance_rollups k
              where k.source_id = ${readingBoost} and k.student_id = ${student(79)}) as counted
          from attendance_records a join sessions s on s.id = a.session_id
         where s.intervention_id = ${readingBoost} and a.student_id = ${student(79)}`;
      if (row === undefined) throw new Error("Counting gives a row.");
      return row;
    };
    const before = await stored();
    expect(before).toEqual({ expected: before.counted, gone: 0, bookings: before.counted, counted: before.counted });
    const page = await reyes.interventions.get.query({ interventionId: readingBoost });
    const enrollment = page.enrollments.find((row) => row.studentId === student(79) && row.status === "active");
    const end = {
      mutationId: newMutation(),
      interventionId: readingBoost,
      enrollmentId: enrollment?.id ?? "",
      version: enrollment?.version ?? 0,
      as: "withdrawn" as const,
      reason: "Moved to another group.",
    };
    await reyes.interventions.endEnrollment.mutate(end);
    expect(await stored()).toEqual({ expected: 0, gone: before.counted, bookings: 0, counted: 0 });
    expect(await situationOf(reyes.interventions.endEnrollment.mutate({ ...end, mutationId: newMutation() }))).toBe(
      "ALREADY_DECIDED",
    );
    await reyes.interventions.enroll.mutate(asked([student(79)]));
    expect(await stored()).toEqual(before);
    expect(await wrongCounters(admin)).toEqual([]);
    expect(await overlaps(admin)).toEqual([]);
  });

  test("its report leaves with the right alone, is recorded, and holds codes and no names", async () => {
    const okafor = (await world.signIn("okafor@alder.example")).client;
    const ask = { mutationId: newMutation(), interventionId: readingBoost };
    expect(await situationOf(okafor.interventions.exportReport.mutate(ask))).toBe("NOT_ALLOWED");
    const { fileName, content: text } = await reyes.interventions.exportReport.mutate(ask);
    expect(fileName).toMatch(/^intervention-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(text.split("\r\n")[0]).toContain("Code,Grade,Status");
    expect(text).toContain("KESTREL-41");
    const lines =
      await admin`select 1 from audit_logs where action = 'InterventionExported' and entity_id = ${readingBoost}`;
    expect(lines).toHaveLength(1);
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
