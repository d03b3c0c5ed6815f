import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { addJobs } from "./requests.ts";
import { job, task } from "./task.ts";

const soon = { timeout: 20_000, interval: 20 };

let database: TestDatabase;
let worker: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = openPool({ url: database.urls.worker, name: "test-worker", max: 2 });
});
afterAll(async () => {
  await worker.end({ timeout: 5 });
  await database.drop();
});

describe("workers in processes of their own", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  interface Said {
    readonly started?: boolean;
    readonly began?: number;
    readonly ended?: number;
  }

  const spawnWorker = async () => {
    const said: Said[] = [];
    const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "queue.fixture.ts")], {
      env: { ...process.env, WORKER_DATABASE_URL: database.urls.worker },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.push(child);
    child.on("message", (message: Said) => void said.push(message));
    await expect.poll(() => said.some((one) => one.started === true), { ...soon, timeout: 40_000 }).toBe(true);
    return { child, said };
  };
  const slow = task("test.slow", z.object({ endsAt: z.number() }), async () => undefined);

  test("a killed worker's job is retaken at once, by one; a live worker's long job is left alone", async () => {
    const first = await spawnWorker();
    await addJobs(worker, [job(slow, { endsAt: 2 })]);
    await expect.poll(() => first.said, soon).toContainEqual({ began: 1 });
    const others = [await spawnWorker(), await spawnWorker()];
    const began = () => others.flatMap(({ said }) => said.filter((one) => one.began !== undefined));
    // The others look every second; meanwhile the first is alive, and its job its own.
    await delay(2_500);
    expect(began()).toEqual([]);
    first.child.kill("SIGKILL");
    await expect.poll(began, soon).toEqual([{ began: 2 }]);
    const ended = () => others.flatMap(({ said }) => said.filter((one) => one.ended !== undefined));
    await expect.poll(ended, { ...soon, timeout: 30_000 }).toEqual([{ ended: 2 }]);
    expect(began()).toHaveLength(1);
    const left = async () => (await worker`select 1 from graphile_worker._private_jobs`).length;
    await expect.poll(left, soon).toBe(0);
  });
});
