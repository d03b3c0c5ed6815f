import postgres from "postgres";
import { v7 as newId } from "uuid";

import { mintScope } from "../apps/api/src/kernel/scope.ts";
import { roster } from "../apps/api/src/modules/attendance/queries.ts";
import { sessionsOfDay } from "../apps/api/src/modules/sessions/queries.ts";
import { openPool, type Pool } from "../packages/db/src/client.ts";
import { SessionId } from "../packages/domain/src/kernel/ids.ts";
import { compare, median, timesOf, type Comparison } from "./measure.ts";
import type { BenchWorld } from "./world.ts";

/** Adds past sessions with 20 students each until the tenant holds `target` attendance rows. */
export const grow = async (admin: postgres.Sql, world: BenchWorld, target: number): Promise<void> => {
  const [now] = await admin<
    { count: number }[]
  >`select count(*)::int as count from attendance_records where tenant_id = ${world.tenantId}`;
  const wanted = Math.max(0, target - (now?.count ?? 0));
  const sessions = Math.ceil(wanted / 20);
  if (sessions === 0) return;
  // Twenty students of the first bench class, over many years of sessions of its intervention: the worst shape for an
  // index that does not begin with the tenant and the session.
  await admin`
    with base as (select intervention_id, facilitator_id from sessions where id = ${world.classes[0]?.sessionId ?? ""}),
    made as (
      insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id, status)
      select ${world.tenantId}, gen_random_uuid(), 'intervention', base.intervention_id, 1,
        date_trunc('day', now()) - interval '1 day' - n * interval '1 hour', date_trunc('day', now()) - interval '1 day' - n * interval '1 hour' + interval '30 minutes', base.facilitator_id, 'completed'
        from base, generate_series(1, ${sessions}::int) n
      returning id
    ), pupils as (
      select student_id, enrollment_id from attendance_records where session_id = ${world.classes[0]?.sessionId ?? ""} limit 20
    )
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, status, minutes_attended, recorded_at)
    select ${world.tenantId}, gen_random_uuid(), made.id, pupils.student_id, pupils.enrollment_id, 'present', 30, now() from made, pupils`;
  await admin.unsafe("vacuum analyze");
  // A million fresh rows are still being written to disk: measured is a school that has been at it for years.
  await admin.unsafe("checkpoint");
};

type Medians = Record<"roster" | "day" | "today", number>;

const mediansOver = async (pool: Pool, world: BenchWorld, count: number): Promise<Medians> => {
  const scope = mintScope({
    pool,
    tokenHash: world.tokenHash,
    access: { tool: "sessions" },
    requestId: newId(),
    ipHash: null,
    signal: undefined,
    onTouchDue: () => undefined,
  });
  // A class whose own counters did not grow: the question is what the neighbours' rows cost.
  const sessionId = SessionId.parse(world.classes[3]?.sessionId);
  const reads = {
    roster: () => roster(scope, { sessionId }),
    day: () => sessionsOfDay(scope, { scope: "school" }),
    today: () => sessionsOfDay(scope, { scope: "mine" }),
  };
  const result = { roster: 0, day: 0, today: 0 };
  for (const key of ["roster", "day", "today"] as const) {
    await timesOf(reads[key], 150);
    result[key] = median(await timesOf(reads[key], count));
  }
  return result;
};

/**
 * On connections of its own. PostgreSQL weighs a kept plan against what the connection's first five cost: one that saw
 * the table grow a hundredfold plans every call anew (1 ms) for some hundred calls. No school grows so within the hour
 * that a connection lives.
 */
const medians = async (world: BenchWorld, count: number): Promise<Medians> => {
  const pool = openPool({ url: world.urls.api, name: "bench-reads", max: 2 });
  try {
    return await mediansOver(pool, world, count);
  } finally {
    await pool.end();
  }
};

/** Roster, day list and Today at ten thousand and at a million attendance rows of one tenant. */
export const benchReads = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  const count = quick ? 50 : 300;
  try {
    await grow(admin, world, 10_000);
    const small = await medians(world, count);
    await grow(admin, world, quick ? 100_000 : 1_000_000);
    const large = await medians(world, count);
    return (["roster", "day", "today"] as const).map((key) =>
      compare({
        name: `${key} at ${quick ? "100 thousand" : "1 million"} rows`,
        ours: { name: key, value: large[key], unit: "ms" },
        floor: { name: "at 10 thousand rows", value: small[key], unit: "ms" },
        goal: { atMost: 1.25 },
        meaning: "Whether a school's history slows the screens that staff open all day.",
      }),
    );
  } finally {
    await admin.end();
  }
};
