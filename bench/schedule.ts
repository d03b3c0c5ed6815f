import postgres from "postgres";
import { v7 as newId } from "uuid";

import { mintScope } from "../apps/api/src/kernel/scope.ts";
import { previewSchedule } from "../apps/api/src/modules/sessions/preview-schedule.ts";
import { scheduleSessions } from "../apps/api/src/modules/sessions/schedule-sessions.ts";
import {
  insertClaims,
  insertRosters,
  insertSeries,
  insertSessions,
} from "../apps/api/src/modules/sessions/schedule-writes.ts";
import { openPool } from "../packages/db/src/client.ts";
import { ScheduleInput } from "../packages/domain/src/sessions/schedule-schema.ts";
import { compare, interleaved, median, timesOf, type Comparison } from "./measure.ts";
import type { BenchWorld } from "./world.ts";

const sessionsAtOnce = 200;
const beginText = "select * from app.begin($1)";

/** 200 sessions for a class of 30 (6,000 rows, 6,200 claims): our command against the same inserts bare. */
export const benchSchedule = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const pool = openPool({ url: world.urls.api, name: "bench", max: 4 });
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  const scope = mintScope({
    pool,
    tokenHash: world.tokenHash,
    access: { tool: "interventions" },
    requestId: "bench",
    ipHash: null,
    signal: undefined,
    onTouchDue: () => undefined,
  });
  const [found] = await admin<{ id: string; person: string }[]>`
    select i.id, i.owner_staff_id as person from interventions i join sessions s on s.intervention_id = i.id
     where s.id = ${world.classes[0]?.sessionId ?? ""}`;
  if (found === undefined) throw new Error("The bench has no class");
  const interventionId = found.id;
  await admin`update terms set ends_on = ends_on + 1000 where tenant_id = ${world.tenantId}`;
  const first = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const last = new Date(Date.now() + 700 * 86_400_000).toISOString().slice(0, 10);
  const plan = {
    interventionId,
    patterns: [
      {
        recurrence: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        startsOn: first,
        endsOn: last,
        localTime: "12:00",
        durationMinutes: 30,
        locationId: null,
        facilitatorId: found.person,
      },
    ],
  };
  const all = await previewSchedule(
    scope,
    ScheduleInput.parse({ ...plan, choices: [], mutationId: newId(), count: 1 }),
  );
  const free = all.occurrences.filter(({ state }) => state === "ok").slice(0, sessionsAtOnce);
  const endsOn = free.at(-1)?.occursOn ?? last;
  const input = { ...plan, patterns: plan.patterns.map((one) => ({ ...one, endsOn })), choices: [] };
  const clear = async (): Promise<void> => {
    await admin.begin(async (tx) => {
      const future = tx`select id from sessions where intervention_id = ${interventionId} and start_time > now() + interval '1 day'`;
      await tx`delete from bookings where session_id in (${future})`;
      await tx`delete from attendance_records where session_id in (${future})`;
      await tx`delete from sessions where intervention_id = ${interventionId} and start_time > now() + interval '1 day'`;
      await tx`delete from session_series where intervention_id = ${interventionId}`;
    });
  };
  const ours = async (): Promise<void> => {
    await scheduleSessions(
      { scope, wake: () => undefined },
      ScheduleInput.parse({ ...input, mutationId: newId(), count: free.length }),
    );
  };
  /** The same rows by the same statements: no plan, no rules, no locks, no events. */
  const raw = async (): Promise<void> => {
    const connection = await pool.reserve();
    const sent = (statement: { text: string; params: (values: never) => unknown[] }, values: object) =>
      connection.unsafe(statement.text, statement.params(values as never) as never[], { prepare: true }).execute();
    const series = newId();
    const rows = free.map(({ startsAt, endsAt, occursOn }, index) => ({
      id: newId(),
      place: index + 1,
      start_time: startsAt,
      end_time: endsAt,
      location_id: null,
      facilitator_id: found.person,
      series_id: series,
      occurs_on: occursOn,
    }));
    const sessionIds = `{${rows.map(({ id }) => id).join(",")}}`;
    const pattern = input.patterns[0];
    const seriesRow = {
      id: series,
      recurrence: pattern?.recurrence,
      starts_on: first,
      ends_on: endsOn,
      local_time: "12:00",
      duration_minutes: 30,
      facilitator_id: found.person,
    };
    try {
      await Promise.all([
        connection.unsafe("begin").execute(),
        connection.unsafe(beginText, [world.tokenHash as never], { prepare: true }).execute(),
        sent(insertSeries, { interventionId, rows: JSON.stringify([seriesRow]) }),
        sent(insertSessions, { interventionId, rows: JSON.stringify(rows) }),
        sent(insertRosters, { interventionId, sessionIds, mutationId: newId() }),
        sent(insertClaims, { sessionIds }),
        connection.unsafe("commit").execute(),
      ]);
    } finally {
      connection.release();
    }
  };
  const timed = async (once: () => Promise<void>): Promise<number> => {
    await clear();
    return median(await timesOf(once, 1));
  };
  for (const once of [ours, raw]) await timed(once);
  const results = await interleaved({ ours: () => timed(ours), raw: () => timed(raw) }, quick ? 3 : 7);
  const previews = await timesOf(
    () => previewSchedule(scope, ScheduleInput.parse({ ...input, mutationId: newId(), count: 1 })),
    20,
  );
  process.stdout.write(`  the preview of ${free.length} sessions: ${median(previews).toFixed(1)} ms\n`);
  await clear();
  await admin.end();
  await pool.end();
  return [
    compare({
      name: `schedule, ${free.length} sessions with 30 students saved at once`,
      ours: { name: "sessions.schedule", value: results["ours"] ?? Number.NaN, unit: "ms" },
      floor: { name: "the same inserts through postgres.js", value: results["raw"] ?? Number.NaN, unit: "ms" },
      goal: { atMost: 1.5 },
      meaning:
        "What planning again behind the locks, naming clashes, audit and event cost on top of the rows themselves.",
    }),
  ];
};
