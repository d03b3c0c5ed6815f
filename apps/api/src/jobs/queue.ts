import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import type { Pool } from "@handrail/db/client";
import { Logger, parseCronItems, run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";

import { inTenant } from "../kernel/in-tenant.ts";
import { describeError, type Log } from "../kernel/log.ts";
import type { Cron } from "./cron.ts";
import { fanOut } from "./fan-out.ts";
import { createLiveness } from "./liveness.ts";
import { addJobs } from "./requests.ts";
import type { Runnable } from "./task.ts";

export interface QueueOptions {
  /** As `handrail_worker`. */
  readonly url: string;
  readonly pool: Pool;
  readonly tasks: readonly Runnable[];
  readonly crons: readonly Cron[];
  /** Wakes the dispatcher after a job has written an event. */
  readonly wake: () => void;
  readonly log: Log;
}

export interface Queue {
  start(): Promise<void>;
  /** Lets the jobs under way finish, for a few seconds; what is left is taken by another process or the next start. */
  stop(): Promise<void>;
}

/** Jobs at once in this process. They wait for mail servers more than they compute. */
const concurrency = 4;
/** What waits for a job that does not end when the process is told to. */
const patienceMs = 5_000;
const pollMs = 2_000;
const restartMs = 1_000;

const dayMs = 24 * 60 * 60_000;

/** The error's kind and code are kept beside the job, never its message: drivers put values into it. */
class TaskFailed extends Error {
  constructor(error: unknown) {
    const { errorName, code } = describeError(error);
    super([errorName, code].filter((part) => part !== undefined).join(" "));
    this.name = "TaskFailed";
  }
}

export const createQueue = ({ url, pool, tasks, crons, wake, log }: QueueOptions): Queue => {
  const add = (requests: Parameters<typeof addJobs>[1]) => addJobs(pool, requests);
  const spread = fanOut(pool, crons);
  const all = [...tasks, spread];
  const taskList: TaskList = Object.fromEntries(
    all.map((one) => [
      one.name,
      async (payload, { job: row }) => {
        const bench = { pool, wake, origin: `job:${row.id}` };
        try {
          await one.run(payload, {
            inTenant: (tenantId, work) => inTenant(bench, tenantId, work),
            add,
            attempt: row.attempts,
            isLastAttempt: row.attempts >= row.max_attempts,
          });
        } catch (error) {
          const about = { procedure: one.name, attempts: row.attempts, ...describeError(error) };
          if (row.attempts >= row.max_attempts) log.error("A job was given up", about);
          else log.warn("A job failed and comes again", about);
          throw new TaskFailed(error);
        }
      },
    ]),
  );
  const cronItems = parseCronItems(
    crons.map(({ task, at }) => ({
      task: spread.name,
      identifier: task.name,
      match: at === "minute" ? "* * * * *" : "0 * * * *",
      options: { backfillPeriod: at === "minute" ? 0 : dayMs, maxAttempts: 3 },
      payload: { task: task.name },
    })),
  );
  // The library's own lines quote what failed; the tasks above say what may be said.
  const logger = new Logger((scope) => (level, _message, meta) => {
    const about = { procedure: scope.taskIdentifier, ...describeError(meta?.["error"]) };
    if (level === "error" && scope.jobId === undefined && !(meta?.["error"] instanceof TaskFailed))
      log.error("The queue reports an error", about);
  });
  const liveness = createLiveness(url, log);
  const pgPool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: "handrail-queue" });
  const lost = (error: Error): void => log.warn("A connection of the queue was lost", describeError(error));
  pgPool.on("error", lost);
  pgPool.on("connect", (client) => client.on("error", lost));
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => liveness.hold(workerPool.id));
  // With a delay of none the library hears of a job whose end it could not write down; without one nobody does, and the
  // unheard rejection ends the process.
  const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
  const options = { preset, pgPool, concurrency, pollInterval: pollMs, noHandleSignals: true, logger, events };
  let runner: Runner | undefined;
  let isStopping = false;

  const runOnce = async (): Promise<void> => {
    try {
      runner = await run(options, taskList, cronItems);
      // Told to stop while it began: nobody else had anything to stop.
      if (isStopping) await runner.stop();
      await runner.promise;
      if (!isStopping) log.error("The queue has ended; it is started again", {});
    } catch (error) {
      log.error("The queue has stopped; it is started again", describeError(error));
    }
  };
  /** The library gives up when the database stays away; here it begins again for as long as the process lives. */
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      await runOnce();
      if (isStopping) return;
      // What it held and could not let go of is free again, also for the next one of this very process.
      liveness.letGo();
      await delay(restartMs);
    }
  };
  let running: Promise<void> | undefined;

  return {
    start: async () => {
      await liveness.start();
      running = keepRunning();
    },
    stop: async () => {
      if (running === undefined || isStopping) return;
      isStopping = true;
      await within(
        patienceMs,
        runner?.stop().catch(() => undefined),
      );
      await within(patienceMs, running);
      // The lock falls last: until here the jobs under way are this process's own.
      await liveness.stop();
      await pgPool.end();
    },
  };
};

const within = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
};
