import type { Pool } from "@handrail/db/client";
import * as z from "zod/mini";

import type { Cron } from "./cron.ts";
import { job, task, type Task } from "./task.ts";

const Payload = z.object({ task: z.string(), _cron: z.object({ ts: z.string() }) });

/** The hour of the day (0 to 23) of a moment in a zone. */
const hourIn = (zone: string, at: string): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date(at)));

/** Turns one tick of the clock into a job per school: of a daily task, for the schools whose hour it is. */
export const fanOut = (pool: Pool, crons: readonly Cron[]): Task<z.input<typeof Payload>> =>
  task("schools.fan-out", Payload, async ({ task: name, _cron: { ts } }, { add }) => {
    const cron = crons.find((one) => one.task.name === name);
    // Scheduled by a version that had it.
    if (cron === undefined) return;
    const schools = await pool<{ tenant_id: string; time_zone: string }[]>`select * from app.schools_by_zone()`;
    const { at } = cron;
    const due = at === "minute" ? schools : schools.filter((school) => hourIn(school.time_zone, ts) === at);
    await add(
      due.map(({ tenant_id: tenantId }) =>
        job(cron.task, { tenantId }, { key: `${name}:${tenantId}`, maxAttempts: 5 }),
      ),
    );
  });
