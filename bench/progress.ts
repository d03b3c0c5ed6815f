import postgres from "postgres";
import { v7 as newId } from "uuid";

import { mintScope } from "../apps/api/src/kernel/scope.ts";
import { rollupWrites } from "../apps/api/src/modules/attendance/rollups.ts";
import { recordWrites, rowOf, rowsForChange, type RowChange } from "../apps/api/src/modules/attendance/rows.ts";
import { effectiveness, overview } from "../apps/api/src/modules/progress/read-insights.ts";
import { openPool, type Pool } from "../packages/db/src/client.ts";
import { compare, interleaved, median, timesOf, type Comparison } from "./measure.ts";
import { grow } from "./reads.ts";
import type { BenchWorld } from "./world.ts";

type Medians = Record<"overview" | "effect", number>;

const dashboards = async (world: BenchWorld, count: number): Promise<Medians> => {
  // A connection that saw the table grow plans anew for a while: these have not.
  const pool = openPool({ url: world.urls.api, name: "bench-progress", max: 2 });
  const scope = mintScope({
    pool,
    tokenHash: world.tokenHash,
    access: { tool: "insights" },
    requestId: newId(),
    ipHash: null,
    signal: undefined,
    onTouchDue: () => undefined,
  });
  const reads = { overview: () => overview(scope), effect: () => effectiveness(scope) };
  try {
    const result = { overview: 0, effect: 0 };
    for (const key of ["overview", "effect"] as const) {
      await timesOf(reads[key], 20);
      result[key] = median(await timesOf(reads[key], count));
    }
    return result;
  } finally {
    await pool.end();
  }
};

/** One mark's writes in a transaction of their own, with and without the counters beside it. */
const markOnce = async (pool: Pool, world: BenchWorld, hasCounters: boolean): Promise<number> => {
  const sessionId = world.classes[2]?.sessionId ?? "";
  const studentId = world.classes[2]?.studentIds[0] ?? "";
  const connection = await pool.reserve();
  try {
    await connection.unsafe("begin");
    await connection.unsafe("select * from app.begin($1)", [world.tokenHash as never], { prepare: true });
    const [facts] = await rowsForChange(sessionId, [studentId])(connection);
    if (facts === undefined) throw new Error("The class has this student");
    const delta = { expected: 0, present: 1, tardy: 0, excused: 0, absent: 0, minutes: 30 };
    const row = { ...rowOf(facts), status: "present" as const, minutesAttended: 30, version: facts.version + 1 };
    const changes: RowChange[] = [{ recordId: facts.recordId, row, mutationId: newId(), contested: [], delta }];
    const [{ id } = { id: "" }] = await connection<{ id: string }[]>`
      select intervention_id as id from sessions where tenant_id = ${world.tenantId} and id = ${sessionId}`;
    const started = performance.now();
    await Promise.all([
      recordWrites(changes)(connection),
      ...(hasCounters ? [rollupWrites({ kind: "intervention", interventionId: id }, changes)(connection)] : []),
      connection.unsafe("commit").execute(),
    ]);
    return performance.now() - started;
  } finally {
    connection.release();
  }
};

/** The coordinator's dashboard over a school's whole history, and what its counters cost each mark. */
export const benchProgress = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  const pool = openPool({ url: world.urls.api, name: "bench-mark", max: 1 });
  const count = quick ? 30 : 100;
  const rows = quick ? "100 thousand" : "1 million";
  try {
    await grow(admin, world, 10_000);
    const small = await dashboards(world, count);
    await grow(admin, world, quick ? 100_000 : 1_000_000);
    const large = await dashboards(world, count);
    const marks = await interleaved(
      { plain: () => markOnce(pool, world, false), counted: () => markOnce(pool, world, true) },
      quick ? 60 : 400,
    );
    return [
      ...(["overview", "effect"] as const).map((key) =>
        compare({
          name: `${key === "overview" ? "coordinator's overview" : "effect of programs"} at ${rows} rows`,
          ours: { name: key, value: large[key], unit: "ms" },
          floor: { name: "at 10 thousand rows", value: small[key], unit: "ms" },
          goal: { atMost: 1.25 },
          meaning: "Whether counters spare the dashboard the marks of all years.",
        }),
      ),
      compare({
        name: "counters inside the mark",
        ours: { name: "with counters", value: marks["counted"] ?? Number.NaN, unit: "ms" },
        floor: { name: "the mark's row alone", value: marks["plain"] ?? Number.NaN, unit: "ms" },
        goal: { atMost: 1.6 },
        meaning: "What every mark pays so that no dashboard counts marks.",
      }),
    ];
  } finally {
    await pool.end();
    await admin.end();
  }
};
