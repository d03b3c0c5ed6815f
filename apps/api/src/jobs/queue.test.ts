import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { createLog } from "../kernel/log.ts";
import type { Cron } from "./cron.ts";
import { fanOut } from "./fan-out.ts";
import { createQueue, type Queue } from "./queue.ts";
import { addJobs } from "./requests.ts";
import { job, task, type Runnable } from "./task.ts";

const soon = { timeout: 20_000, interval: 20 };

let database: TestDatabase;
let admin: Pool;
let worker: Pool;

beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  admin = openPool({ url: database.adminUrl, name: "test-admin", max: 2 });
  worker = openPool({ url: database.urls.worker, name: "test-worker", max: 4 });
});
afterAll(async () => {
  await Promise.all([admin, worker].map((pool) => pool.end({ timeout: 5 })));
  await database.drop();
});
beforeEach(async () => {
  await admin`delete from graphile_worker._private_jobs`;
});

const count = async (): Promise<number> => {
  const [row] = await admin<{ n: number }[]>`select count(*)::int as n from graphile_worker._private_jobs`;
  return row?.n ?? -1;
};

describe("a queue in this process", () => {
  let queue: Queue | undefined;
  const start = async (tasks: readonly Runnable[]): Promise<void> => {
    queue = createQueue({
      url: database.urls.worker,
      pool: worker,
      tasks,
      crons: [],
      wake: () => undefined,
      log: createLog("silent"),
    });
    await queue.start();
  };
  afterEach(async () => {
    await queue?.stop();
    queue = undefined;
  });

  const Word = z.object({ word: z.string() });

  test("does what it is asked once, in whatever process it was asked", async () => {
    const done: string[] = [];
    const say = task("test.say", Word, async ({ word }) => void done.push(word));
    await start([say]);
    await addJobs(worker, [job(say, { word: "one" }), job(say, { word: "two" })]);
    await expect.poll(() => done.toSorted(), soon).toEqual(["one", "two"]);
    await expect.poll(count, soon).toBe(0);
  });

  test("adds all of a batch or none, and of one key only the last", async () => {
    const done: string[] = [];
    const say = task("test.say", Word, async ({ word }) => void done.push(word));
    await expect(
      addJobs(worker, [job(say, { word: "a" }), { ...job(say, { word: "b" }), maxAttempts: 0 }]),
    ).rejects.toThrow(/max_attempts/);
    expect(await count()).toBe(0);
    await addJobs(worker, [job(say, { word: "early" }, { key: "k" }), job(say, { word: "late" }, { key: "k" })]);
    await start([say]);
    await expect.poll(() => done, soon).toEqual(["late"]);
  });

  test("goes on after the loss of every connection", async () => {
    const done: string[] = [];
    const say = task("test.say", Word, async ({ word }) => void done.push(word));
    await start([say]);
    for (const word of ["one", "two"]) {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'handrail_worker' and datname = current_database()`;
      await expect
        .poll(
          () =>
            addJobs(worker, [job(say, { word }, { key: word })]).then(
              () => true,
              () => false,
            ),
          soon,
        )
        .toBe(true);
      await expect.poll(() => done, soon).toContain(word);
    }
  });

  test("stops when it was told to right after its start, and leaves no connection", async () => {
    for (let round = 0; round < 3; round += 1) {
      await start([]);
      await queue?.stop();
      const left = () => admin`
        select application_name from pg_stat_activity
         where datname = current_database() and application_name in ('handrail-queue', 'handrail-liveness')`;
      await expect.poll(left, soon).toEqual([]);
    }
  });

  test("a job whose end could not be written down comes again, to the process that lost it", async () => {
    const began: number[] = [];
    const blocker = await admin.reserve();
    const locked = task("test.locked", Word, async (_payload, { attempt }) => {
      began.push(attempt);
      if (attempt === 1) await blocker.unsafe("begin; lock table graphile_worker._private_jobs in exclusive mode");
    });
    await start([locked]);
    await addJobs(worker, [job(locked, { word: "x" })]);
    const ending = async (): Promise<readonly unknown[]> => admin`
      select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'handrail-queue' and wait_event_type = 'Lock' and query like '%delete from%'`;
    await expect.poll(async () => (await ending()).length, soon).toBe(1);
    await blocker.unsafe("commit");
    blocker.release();
    await expect.poll(() => began, soon).toEqual([1, 2]);
    await expect.poll(count, soon).toBe(0);
  });

  test("refuses a payload that is not the task's", () => {
    const say = task("test.say", Word, async () => undefined);
    expect(() => job(say, { word: 5 } as never)).toThrow(/Invalid input/);
  });

  test("a poison job parks after its attempts, keeps no message, and delays no other", async () => {
    const done: string[] = [];
    let tries = 0;
    const poison = task("test.poison", Word, async () => {
      tries += 1;
      throw Object.assign(new Error("Ada Lovelace's number"), { code: "E_POISON" });
    });
    const say = task("test.say", Word, async ({ word }) => void done.push(word));
    await start([poison, say]);
    await addJobs(worker, [job(poison, { word: "x" }, { maxAttempts: 3 })]);
    await addJobs(
      worker,
      Array.from({ length: 20 }, (_, index) => job(say, { word: String(index) })),
    );
    await expect.poll(() => done.length, soon).toBe(20);
    // The waits between the attempts grow: this test does not wait for them.
    await expect
      .poll(
        async () => {
          await admin`update graphile_worker._private_jobs set run_at = now() where locked_at is null`;
          const [row] = await admin`
            select attempts, max_attempts, locked_at, last_error from graphile_worker._private_jobs where attempts = max_attempts and locked_at is null`;
          return row;
        },
        { timeout: 40_000, interval: 100 },
      )
      .toEqual({ attempts: 3, max_attempts: 3, locked_at: null, last_error: "Error E_POISON" });
    expect(tries).toBe(3);
    await addJobs(worker, [job(say, { word: "after" })]);
    await expect.poll(() => done, soon).toContain("after");
    expect(tries).toBe(3);
  });
});

describe("what comes round by itself", () => {
  const daily: Cron = { task: task("test.daily", z.object({ tenantId: z.string() }), async () => undefined), at: 4 };
  const zones = new Map([
    ["Asia/Kolkata", "2026-01-10T23:00:00.000Z"],
    ["America/New_York", "2026-01-11T09:00:00.000Z"],
  ]);

  test.each([...zones])("is due in %s when it is four o'clock there", async (zone, ts) => {
    const schools = await admin<{ id: string }[]>`select id from tenants order by id`;
    const [here] = schools;
    await admin`update tenants set time_zone = 'Pacific/Kiritimati'`;
    await admin`update tenants set time_zone = ${zone} where id = ${here?.id ?? ""}`;
    await admin`update schools set time_zone = t.time_zone from tenants t where t.id = tenant_id`;
    const asked: unknown[] = [];
    const spread = fanOut(worker, [daily]);
    const context = {
      inTenant: () => Promise.reject(new Error("No work of its own")),
      add: async (requests: readonly { payload: unknown }[]) => void asked.push(...requests.map((one) => one.payload)),
      attempt: 1,
      isLastAttempt: false,
    };
    await spread.run({ task: "test.daily", _cron: { ts } }, context);
    expect(asked).toEqual([{ tenantId: here?.id }]);
    await spread.run(
      { task: "test.daily", _cron: { ts: new Date(Date.parse(ts) + 3_600_000).toISOString() } },
      context,
    );
    expect(asked).toHaveLength(1);
  });
});
