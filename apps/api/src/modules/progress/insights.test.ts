import { openPool, type Pool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import { leastSquares, medianOf } from "@handrail/domain/progress/line";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { inTenant } from "../../kernel/in-tenant.ts";
import {
  addSession,
  chanceFrom,
  newMutation,
  night,
  openAdmin,
  refusalOf,
  student,
  tenantId,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { checkRollups } from "./check-rollups.ts";

let world: World;
let admin: postgres.Sql;
let pool: Pool;
let reyes: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  pool = openPool({ url: world.database.urls.worker, name: "insights", max: 2 });
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await pool?.end();
  await admin?.end();
  await world?.close();
});

const check = async (): Promise<{ status: string; differences: number }> => {
  await checkRollups.run(
    { tenantId },
    {
      inTenant: (tenant, work) => inTenant({ pool, wake: () => undefined, origin: "test" }, tenant, work),
      add: () => Promise.resolve(),
      attempt: 1,
      isLastAttempt: true,
    },
  );
  const [row] = await admin<{ status: string; differences: number }[]>`
    select status, (result ->> 'differences')::int as differences from jobs
     where kind = 'progress.check-rollups' order by created_at desc limit 1`;
  if (row === undefined) throw new Error("The task reports.");
  return row;
};

describe("the counters", () => {
  const seed = 20_261_121;
  test(`equal the marks counted anew after any history (seed ${seed})`, async () => {
    const chance = chanceFrom(seed);
    const pick = <T>(some: readonly T[]): T | undefined => some[Math.floor(chance() * some.length)];
    const places = [48, 49, 51, 53, 54, 57];
    const sessions: string[] = [];
    for (let index = 0; index < 3; index += 1)
      sessions.push(
        await addSession(admin, {
          intervention: "maths-fluency",
          facilitator: "reyes",
          startsIn: night(3 + index),
          students: places,
        }),
      );
    const versions = new Map<string, number>();
    for (let step = 0; step < 80; step += 1) {
      const sessionId = pick(sessions) ?? "";
      const studentId = student(pick(places) ?? 48);
      const key = `${sessionId} ${studentId}`;
      const status = pick(["present", "tardy", "absent", "excused", "scheduled"] as const) ?? "present";
      // Some look again before they write and some do not: what is contested must not count.
      const baseVersion = chance() < 0.8 ? (versions.get(key) ?? 1) : 1;
      const mark = {
        studentId,
        status,
        baseVersion,
        ...(status === "tardy" ? { minutesLate: Math.floor(chance() * 20) } : {}),
      };
      if (chance() < 0.12) {
        const expected = chance() < 0.5;
        await reyes.attendance.setExpectation
          .mutate({ mutationId: newMutation(), sessionId, studentId, expected, baseVersion })
          .then(({ row }) => versions.set(key, row.version))
          .catch((error: unknown) => refusalOf(Promise.reject(error as Error)));
        continue;
      }
      const { results } = await reyes.attendance.record.mutate({ mutationId: newMutation(), sessionId, marks: [mark] });
      const row = results[0]?.row;
      if (row !== null && row !== undefined) versions.set(key, row.version);
    }
    const [counted] = await admin<{ marked: number }[]>`
      select count(*)::int as marked from attendance_records where session_id = any (${sessions}) and status <> 'scheduled'`;
    expect(counted?.marked).toBeGreaterThan(5);
    expect(await wrongCounters(admin)).toEqual([]);
    expect(await check()).toEqual({ status: "done", differences: 0 });
  });

  test("that are wrong are found and reported", async () => {
    const sourceId = demoIds.intervention("alder", "reading-boost");
    await admin`update attendance_rollups set present = present + 1 where source_id = ${sourceId} and student_id = ${student(0)}`;
    await admin`delete from attendance_rollups where source_id = ${sourceId} and student_id = ${student(3)}`;
    expect(await check()).toEqual({ status: "failed", differences: 2 });
    expect(await wrongCounters(admin)).toHaveLength(2);
  });
});

describe("the effect of programs", () => {
  test("is what counting the points by hand gives, and says nothing of fewer than five", async () => {
    const { programs } = await reyes.progress.effectiveness.query();
    const points = await admin<{ student: string; on: string; value: number }[]>`
      select student_id as student, measured_on::text as "on", value from progress_notes
       where intervention_id = ${demoIds.intervention("alder", "maths-fluency")} and value is not null and deleted_at is null`;
    const rates = [...new Set(points.map((point) => point.student))].flatMap((one) => {
      const own = points.filter((point) => point.student === one);
      const line = own.length < 4 ? null : leastSquares(own);
      return line === null ? [] : [line.perWeek];
    });
    const maths = programs.find(({ name }) => name === "Maths Fluency");
    const graph = await reyes.progress.graph.query({ interventionId: demoIds.intervention("alder", "maths-fluency") });
    const findings = graph.students.flatMap(({ verdict }) =>
      verdict === null || verdict.finding === "too_few" ? [] : [verdict.finding],
    );
    expect(maths?.onAim).toEqual({
      part: findings.filter((finding) => finding !== "below").length,
      whole: findings.length,
    });
    expect(maths?.medianRate).toBeCloseTo(medianOf(rates) ?? Number.NaN, 9);
    expect(maths?.exits).toBeNull();
    // Six are rated, twice each: nothing can be said of their rates.
    expect(programs.find(({ name }) => name === "Social Skills Group")).toMatchObject({
      enrolled: 6,
      onAim: null,
      medianRate: null,
    });
  });

  test("leaves as a file for those who may, and that is on record", async () => {
    const { content: text, fileName } = await reyes.progress.exportEffect.mutate({ mutationId: newMutation() });
    expect(fileName).toMatch(/^programs-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.split("\r\n").length).toBeGreaterThan(6);
    expect(text).toContain("Maths Fluency,1,30,fewer than 5");
    const lines = await admin`select 1 from audit_logs where action = 'EffectExported'`;
    expect(lines).toHaveLength(1);
  });
});

describe("the overview", () => {
  test("counts every running enrolment once, and judges it as its graph does", async () => {
    const { verdicts, unsupported, sessions, decisions } = await reyes.progress.overview.query();
    const [counted] = await admin<{ running: number; unsupported: number; pending: number }[]>`
      select (select count(*)::int from enrollments where tenant_id = ${tenantId} and status = 'active') as running,
        (select count(*)::int from students s where s.tenant_id = ${tenantId} and s.status = 'active' and s.tier >= 2
          and not exists (select 1 from enrollments e where e.student_id = s.id and e.status = 'active')) as unsupported,
        (select count(*)::int from exit_recommendations where tenant_id = ${tenantId} and decision = 'pending') as pending`;
    expect(Object.values(verdicts).reduce((sum, one) => sum + one, 0)).toBe(counted?.running);
    expect(unsupported.part).toBe(counted?.unsupported);
    expect(decisions).toBe(counted?.pending);
    expect(sessions.held).toBeLessThanOrEqual(sessions.due);
    const graphs = await Promise.all(
      ["reading-boost", "maths-fluency", "breakfast-club", "social-skills", "check-in", "attendance-mentors"].map(
        (key) => reyes.progress.graph.query({ interventionId: demoIds.intervention("alder", key) }),
      ),
    );
    const judged = graphs.flatMap(({ students }) => students.filter(({ status }) => status === "active"));
    expect(verdicts.reached).toBe(judged.filter(({ verdict }) => verdict?.finding === "reached").length);
    expect(verdicts.tooFew).toBe(judged.filter(({ verdict }) => verdict?.finding === "too_few").length);
  });

  test("is for those who lead", async () => {
    const okafor = (await world.signIn("okafor@alder.example")).client;
    expect(await refusalOf(okafor.progress.overview.query())).toMatchObject({ situation: "TOOL_MISSING" });
    expect(await refusalOf(okafor.progress.effectiveness.query())).toMatchObject({ situation: "TOOL_MISSING" });
  });
});

describe("every number of the overview", () => {
  /** All rows of a list, page after page. */
  const all = async <C>(
    page: (after: C | null) => Promise<{ rows: readonly unknown[]; next: C | null }>,
  ): Promise<number> => {
    let found = await page(null);
    let rows = found.rows.length;
    while (found.next !== null) {
      found = await page(found.next);
      rows += found.rows.length;
    }
    return rows;
  };

  test("is the number of rows in the list that it opens", async () => {
    // One of each, whatever the demo holds.
    await addSession(admin, {
      intervention: "maths-fluency",
      facilitator: "reyes",
      startsIn: -60 * 24 * 40,
      students: [48, 49],
    });
    const alone = student(100);
    await admin`update enrollments set status = 'withdrawn', withdrawn_at = now(), exit_reason = 'Moved.'
      where student_id = ${alone} and status = 'active'`;
    await admin`update students set tier = 2 where id = ${alone}`;
    const { unsupported, notTaken, decisions, cases } = await reyes.progress.overview.query();
    expect(unsupported.part).toBeGreaterThan(0);
    expect(notTaken).toBeGreaterThan(0);
    expect({
      unsupported: await all((after: string | null) =>
        reyes.students.list.query({ support: "none", ...(after === null ? {} : { after }) }),
      ),
      notTaken: await all((cursor: Awaited<ReturnType<typeof reyes.sessions.notTaken.query>>["next"]) =>
        reyes.sessions.notTaken.query({ scope: "school", ...(cursor === null ? {} : { cursor }) }),
      ),
      decisions: await all((cursor: Awaited<ReturnType<typeof reyes.progress.decisions.query>>["next"]) =>
        reyes.progress.decisions.query({ show: "pending", ...(cursor === null ? {} : { cursor }) }),
      ),
      overdue: await all(async (cursor: string | null) => {
        const page = await reyes.casework.list.query({
          status: "active",
          due: "overdue",
          ...(cursor === null ? {} : { cursor }),
        });
        return { rows: page.cases, next: page.next };
      }),
    }).toEqual({ unsupported: unsupported.part, notTaken, decisions, overdue: cases.overdue });
  });
});
