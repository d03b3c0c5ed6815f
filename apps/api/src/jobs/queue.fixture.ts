import { setTimeout as delay } from "node:timers/promises";

import { openPool } from "@handrail/db/client";
import * as z from "zod/mini";

import { createLog } from "../kernel/log.ts";
import { createQueue } from "./queue.ts";
import { task } from "./task.ts";

/** A worker in a process of its own, to be killed: says when it begins a job, and ends none before the attempt it is told. */
const url = process.env["WORKER_DATABASE_URL"] ?? "";
const pool = openPool({ url, name: "test-worker", max: 2 });

const slow = task("test.slow", z.object({ endsAt: z.number() }), async ({ endsAt }, { attempt }) => {
  process.send?.({ began: attempt });
  if (attempt < endsAt) await delay(600_000);
  process.send?.({ ended: attempt });
});

const queue = createQueue({ url, pool, tasks: [slow], crons: [], wake: () => undefined, log: createLog("silent") });
await queue.start();
process.once("disconnect", () => process.exit(0));
process.send?.({ started: true });
