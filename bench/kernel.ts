import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import postgres from "postgres";
import { v7 as newId } from "uuid";

import { mintScope } from "../apps/api/src/kernel/scope.ts";
import { recordAttendance } from "../apps/api/src/modules/attendance/record-attendance.ts";
import { openPool } from "../packages/db/src/client.ts";
import { RecordAttendanceInput } from "../packages/domain/src/attendance/schema.ts";
import { compare, interleaved, throughput, type Comparison } from "./measure.ts";
import { rawMark } from "./raw.ts";
import type { BenchWorld } from "./world.ts";

/** One mark at 16 clients on 16 rosters, and a class of 30 at once at 4: our command against the same SQL bare. */
export const benchKernel = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const pool = openPool({ url: world.urls.api, name: "bench", max: 16 });
  const scope = mintScope({
    pool,
    tokenHash: world.tokenHash,
    access: { tool: "sessions" },
    requestId: "bench",
    ipHash: null,
    signal: undefined,
    onTouchDue: () => undefined,
  });
  const flips = new Map<string, number>();
  // Every mark changes something: present and absent in turn.
  const turn = (key: string): { status: "present" | "absent"; version: number } => {
    const n = (flips.get(key) ?? 0) + 1;
    flips.set(key, n);
    return { status: n % 2 === 0 ? "absent" : "present", version: n };
  };
  const admin = postgres(world.adminUrl, { max: 1 });
  const versions = new Map<string, number>();
  const load = async (): Promise<void> => {
    for (const row of await admin<
      { id: string; version: number }[]
    >`select session_id || student_id::text as id, version from attendance_records where session_id = any (${world.classes.map((c) => c.sessionId)})`)
      versions.set(row.id, row.version);
  };
  const ours = async (sessionId: string, studentIds: readonly string[]): Promise<void> => {
    const { status } = turn(sessionId + studentIds.length);
    const input = RecordAttendanceInput.parse({
      mutationId: newId(),
      sessionId,
      marks: studentIds.map((studentId) => ({
        studentId,
        status,
        baseVersion: versions.get(sessionId + studentId) ?? 1,
      })),
    });
    const answer = await recordAttendance({ scope, wake: () => undefined }, input);
    for (const result of answer.results)
      if (result.row !== null) versions.set(sessionId + result.studentId, result.row.version);
  };
  const classOf = (client: number) => world.classes[client % world.classes.length] ?? { sessionId: "", studentIds: [] };
  const raw = (sessionId: string, studentIds: readonly string[]) =>
    rawMark(pool, world.tokenHash, {
      sessionId,
      studentIds,
      status: turn(`raw${sessionId}${studentIds.length}`).status,
    });
  const ms = quick ? 800 : 2_500;
  const rounds = quick ? 1 : 3;
  const oneOf = (client: number) => classOf(client).studentIds.slice(0, 1);

  const results: Record<string, number> = {};
  for (const [size, clients] of [
    ["one", 16],
    ["class", 4],
  ] as const) {
    const students = (client: number) => (size === "one" ? oneOf(client) : classOf(client).studentIds);
    // Each connection prepares its statements first: what is measured is a server that has been up for a while.
    await load();
    await throughput((client) => ours(classOf(client).sessionId, students(client)), { clients: 16, ms: 1_500 });
    await throughput((client) => raw(classOf(client).sessionId, students(client)), { clients: 16, ms: 1_500 });
    Object.assign(
      results,
      await interleaved(
        {
          [`ours ${size}`]: async () => {
            await load();
            return throughput((client) => ours(classOf(client).sessionId, students(client)), { clients, ms });
          },
          [`raw ${size}`]: () =>
            throughput((client) => raw(classOf(client).sessionId, students(client)), { clients, ms }),
        },
        rounds,
      ),
    );
  }
  await admin.end();
  await pool.end();
  const figure = (name: string, key: string) => ({
    name,
    value: results[key] ?? Number.NaN,
    unit: "per second" as const,
  });
  const comparisons = [
    compare({
      name: "kernel, one mark, 16 clients",
      ours: figure("attendance.record", "ours one"),
      floor: figure("the same SQL pipelined through postgres.js", "raw one"),
      goal: { atLeast: 0.8 },
      meaning: "What rules, policy, idempotency and event building cost on top of Postgres and the driver, for a tap.",
    }),
    compare({
      name: "kernel, a class of 30 at once, 4 clients",
      ours: figure("attendance.record", "ours class"),
      floor: figure("the same SQL pipelined through postgres.js", "raw class"),
      goal: { atLeast: 0.8 },
      meaning: "The same for Everyone here.",
    }),
  ];
  const bench = pgbench(world, quick);
  if (bench !== undefined)
    comparisons.push(
      compare({
        name: "kernel, one mark, against pgbench",
        ours: figure("attendance.record", "ours one"),
        floor: { name: "pgbench, the same writes one by one", value: bench, unit: "per second" },
        goal: { atLeast: 0.5 },
        meaning:
          "The same transaction from a C client that builds nothing: how far Node is from the database's own pace.",
      }),
    );
  return comparisons;
};

/** The transaction as a pgbench script, where pgbench is installed. */
const pgbench = (world: BenchWorld, quick: boolean): number | undefined => {
  if (spawnSync("pgbench", ["--version"]).status !== 0) return undefined;
  const script = join(world.dataDir, "mark.sql");
  const list = (values: readonly string[]) => values.map((value) => `'${value}'`).join(",");
  const sessions = list(world.classes.map((c) => c.sessionId));
  writeFileSync(
    script,
    `\\set n random(0, 15)
begin;
select * from app.begin('\\x${world.tokenHash.toString("hex")}');
select s.id, s.roster_version, s.intervention_id from sessions s where s.tenant_id = (select app.tenant_id()) and s.id = (array[${sessions}]::uuid[])[:n + 1] for no key update \\gset s_
select a.id, a.student_id from attendance_records a join students st on st.tenant_id = a.tenant_id and st.id = a.student_id where a.tenant_id = (select app.tenant_id()) and a.session_id = :s_id limit 1 \\gset a_
update sessions set roster_version = roster_version + 1, updated_at = now() where tenant_id = app.tenant_id() and id = :s_id;
update attendance_records set status = 'present', minutes_attended = 30, recorded_at = now(), version = version + 1, updated_at = now() where tenant_id = app.tenant_id() and id = :a_id;
update attendance_rollups set minutes = minutes + 0, updated_at = now() where tenant_id = app.tenant_id() and source_kind = 'intervention' and source_id = :s_intervention_id and student_id = :a_student_id;
insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload) values (app.tenant_id(), gen_random_uuid(), 'AttendanceRecorded', 'session', :s_id, :s_roster_version, '{}');
insert into audit_logs (tenant_id, id, actor_id, action, entity_type, entity_id, subject_id, before, after, request_id) values (app.tenant_id(), gen_random_uuid(), app.user_id(), 'AttendanceRecorded', 'attendance_record', :a_id, :a_student_id, '{}', '{}', 'bench');
insert into idempotency_keys (tenant_id, user_id, procedure, key, request_hash, response) values (app.tenant_id(), app.user_id(), 'bench', gen_random_uuid(), '\\x00', '{}');
commit;
`,
  );
  const api = new URL(world.urls.api);
  const run = spawnSync(
    "pgbench",
    [
      "-n",
      "-M",
      "prepared",
      "-c",
      "16",
      "-j",
      "1",
      "-T",
      quick ? "1" : "4",
      "-f",
      script,
      "-h",
      api.hostname,
      "-p",
      api.port,
      "-U",
      api.username,
      api.pathname.slice(1),
    ],
    { encoding: "utf8", env: { ...process.env, PGPASSWORD: api.password } },
  );
  if (run.status !== 0) throw new Error(`pgbench ended with ${run.status}: ${run.stderr.slice(0, 600)}`);
  const output = run.stdout;
  const tps = /tps = ([\d.]+)/.exec(output)?.[1];
  return tps === undefined ? undefined : Number(tps);
};
