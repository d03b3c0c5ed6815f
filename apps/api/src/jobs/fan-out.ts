import type { Pool } from "@handrail/db/client";
import { clockIn } from "@handrail/domain/kernel/zone-clock";
import * as z from "zod/mini";

import type { Cron } from "./cron.ts";
import { job, task, type Task } from "./task.ts";

const Payload = z.object({ task: z.string(), _cron: z.object({ ts: z.string() }) });

/** Turns one tick of the clock into a job per school: of a daily task, for the schools whose hour it is. */
export const fanOut = (pool: Pool, crons: readonly Cron[]): Task<z.input<typeof Payload>> =>
  task("schools.fan-out", Payload, async ({ task: name, _cron: { ts } }, { add }) => {
    const cron = crons.find((one) => one.task.name === name);
    // Scheduled by a version that had it.
    if (cron === undefined) return;
    const schools = await pool<{ tenant_id: string; time_zone: string }[]>`select * from app.schools_by_zone()`;
    const { at } = cron;
    const due =
      at === "minute" ? schools : schools.filter((school) => clockIn(school.time_zone, Date.parse(ts)).hour === at);
    await add(
      due.map(({ tenant_id: tenantId }) =>
        job(cron.task, { tenantId }, { key: `${name}:${tenantId}`, maxAttempts: 5 }),
      ),
    );
  });
