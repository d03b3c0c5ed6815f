import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { settledOutbox, soon, startLive } from "../realtime/live.fixture.ts";
import { createLog } from "./log.ts";
import { createDispatcher, type Dispatcher, type OutboxEvent } from "./outbox.ts";

const log = createLog("silent");

describe("one dispatcher", () => {
  let database: TestDatabase;
  let admin: Pool;
  let worker: Pool;
  let dispatcher: Dispatcher;
  let tenantId: string;
  let handled: OutboxEvent[];
  let handle: (event: OutboxEvent) => Promise<void>;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = openPool({ url: database.adminUrl, name: "test-admin", max: 2 });
    worker = openPool({ url: database.urls.worker, name: "test-worker", max: 2 });
  });
  afterAll(async () => {
    await Promise.all([admin, worker].map((pool) => pool.end({ timeout: 5 })));
    await database.drop();
  });
  beforeEach(async () => {
    tenantId = randomUUID();
    handled = [];
    handle = async (event) => {
      handled.push(event);
    };
    await admin`delete from outbox_events`;
    dispatcher = createDispatcher({ pool: worker, handle: (event) => handle(event), log });
  });
  afterEach(() => dispatcher.stop());

  const write = async (aggregateId: string, version: number, name = "SessionFinished"): Promise<string> => {
    const id = randomUUID();
    await admin`insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
      values (${tenantId}, ${id}, ${name}, 'session', ${aggregateId}, ${version}, '{"a": 1}')`;
    return id;
  };
  const statusOf = async (id: string) =>
    (await admin`select status from outbox_events where id = ${id}`)[0]?.["status"] as unknown;
  const versions = () => handled.map(({ version }) => version);

  test("hands on what was committed, without being woken", async () => {
    await dispatcher.start();
    const aggregateId = randomUUID();
    const id = await write(aggregateId, 7);
    await expect
      .poll(() => handled, soon)
      .toMatchObject([
        {
          tenantId,
          id,
          name: "SessionFinished",
          aggregateType: "session",
          aggregateId,
          version: 7,
          payload: { a: 1 },
          attempt: 1,
        },
      ]);
    await expect.poll(() => statusOf(id), soon).toBe("done");
    expect(dispatcher.isReady()).toBe(true);
  });

  test("a failed event comes again, and its successors wait for it while others pass", async () => {
    const aggregateId = randomUUID();
    handle = async (event) => {
      if (event.version === 1 && event.attempt < 3) throw new Error("not now");
      handled.push(event);
    };
    for (const version of [1, 2, 3]) await write(aggregateId, version);
    await write(randomUUID(), 9);
    await dispatcher.start();
    await expect.poll(versions, soon).toEqual([9, 1, 2, 3]);
  });

  test("after eight failures an event is set aside, and its successors pass", async () => {
    const aggregateId = randomUUID();
    let tries = 0;
    handle = async (event) => {
      if (event.version === 2) {
        handled.push(event);
        return;
      }
      tries += 1;
      throw Object.assign(new Error("a secret"), { code: "E_NO" });
    };
    const id = await write(aggregateId, 1);
    await write(aggregateId, 2);
    await dispatcher.start();
    // The waits between the attempts grow to a minute: this test does not wait for them.
    await expect
      .poll(
        async () => {
          await admin`update outbox_events set available_at = now() where id = ${id} and status = 'pending'`;
          dispatcher.wake();
          return statusOf(id);
        },
        { timeout: 40_000, interval: 50 },
      )
      .toBe("dead");
    expect(tries).toBe(8);
    expect((await admin`select last_error from outbox_events where id = ${id}`)[0]).toEqual({ last_error: "E_NO" });
    await expect.poll(versions, soon).toEqual([2]);
  });

  test("an access change goes before everything else of its tenant", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    handle = async (event) => {
      if (event.name === "AccessChanged") await held;
      handled.push(event);
    };
    await write(randomUUID(), 5, "AccessChanged");
    const later = await write(randomUUID(), 1);
    const [{ id: other } = { id: "" }] = await admin<{ id: string }[]>`
      insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
      values (${randomUUID()}, ${randomUUID()}, 'SessionFinished', 'session', ${randomUUID()}, 3, '{}') returning id`;
    await dispatcher.start();
    await expect.poll(versions, soon).toEqual([3]);
    expect(await statusOf(later)).toBe("pending");
    release();
    await expect.poll(versions, soon).toEqual([3, 5, 1]);
    await expect.poll(() => statusOf(other), soon).toBe("done");
  });

  test("lives through the loss of every connection, and listens again", async () => {
    await dispatcher.start();
    for (let round = 1; round <= 3; round += 1) {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'handrail_worker' and datname = current_database()`;
      await write(randomUUID(), round);
      await expect.poll(versions, soon).toContain(round);
    }
    const isListening = async () =>
      (await admin`select 1 from pg_stat_activity where datname = current_database() and query = 'listen "outbox"'`)
        .length;
    await expect.poll(isListening, soon).toBe(1);
  });

  test("removes what was done more than a day ago, and nothing else", async () => {
    const [old, young, dead] = [
      await write(randomUUID(), 1),
      await write(randomUUID(), 2),
      await write(randomUUID(), 3),
    ];
    await admin`update outbox_events set status = 'done', processed_at = now() - interval '25 hours' where id = ${old}`;
    await admin`update outbox_events set status = 'done', processed_at = now() - interval '23 hours' where id = ${young}`;
    await admin`update outbox_events set status = 'dead', processed_at = now() - interval '25 hours' where id = ${dead}`;
    await dispatcher.start();
    await expect.poll(() => statusOf(old), soon).toBeUndefined();
    expect([await statusOf(young), await statusOf(dead)]).toEqual(["done", "dead"]);
  });
});

const startChild = async (url: string): Promise<ChildProcess> => {
  const file = join(import.meta.dirname, "dispatcher.fixture.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: join(import.meta.dirname, "../.."),
    env: { ...process.env, WORKER_DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`The dispatcher ended with ${code}`)));
  });
  return child;
};

test("with two dispatchers, one of them killed, every roster's events arrive once and in order", async () => {
  const live = await startLive();
  const child = await startChild(live.database.urls.worker);
  try {
    let fromChild = 0;
    const pass = async (event: OutboxEvent): Promise<void> => {
      fromChild += 1;
      await delay(Math.random() * 20);
      await live.realtime.deliver(event);
      // It may be killed while the answer is on its way: then nobody needs it.
      if (child.connected) child.send(event.id, () => undefined);
    };
    child.on("message", (event: OutboxEvent) => void pass(event));
    const names = ["Reading Boost", "Maths Fluency", "Breakfast Club", "Social Skills Group"];
    const sessions = await Promise.all(names.map((name) => live.session(name)));
    const client = await live.connect((await live.signIn("reyes@alder.example")).token);
    for (const { id } of sessions)
      expect(await client.ask("watch", { kind: "roster", sessionId: id })).toMatchObject({ ok: true });
    const heard = (id: string) =>
      client.frames
        .filter(({ name, payload }) => name === "AttendanceRecorded" && payload["sessionId"] === id)
        .map(({ payload }) => payload["version"]);
    const each = 60;
    const write = async (from: number, to: number): Promise<void> => {
      for (let step = from; step <= to; step += 1)
        await Promise.all(sessions.map((session) => live.record(session, session.version + step)));
    };
    await write(1, each / 2);
    await expect.poll(() => fromChild, soon).toBeGreaterThan(0);
    // Killed while it holds events: those come back when its lease has run out.
    child.kill("SIGKILL");
    await write(each / 2 + 1, each);
    for (const { id, version } of sessions)
      await expect
        .poll(() => heard(id), { timeout: 50_000, interval: 50 })
        .toEqual(Array.from({ length: each }, (_, index) => version + 1 + index));
    await settledOutbox(live);
  } finally {
    child.kill("SIGKILL");
    await live.close();
  }
}, 120_000);
