import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import type { OutboxEvent } from "./outbox.ts";

const scale = inject("scale");

const aggregates = Array.from({ length: 40 }, () => randomUUID());
const rounds = 60 * scale;
const kills = 4 * scale;

let database: TestDatabase;
let admin: Pool;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  admin = openPool({ url: database.adminUrl, name: "test-admin", max: 4 });
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await admin?.end({ timeout: 5 });
  await database?.drop();
});

/** Every handling that came to its end, in the order it ended. An event whose holder was killed before is not among them. */
const handled: OutboxEvent[] = [];
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

const startDispatcher = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ["--import", loader, join(import.meta.dirname, "dispatcher.fixture.ts")], {
    env: { ...process.env, WORKER_DATABASE_URL: database.urls.worker },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.add(child);
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`The dispatcher ended with ${code}`)));
  });
  const answer = async (event: OutboxEvent): Promise<void> => {
    await delay(Math.random() * 25);
    // Killed in the meantime: it never came to its end there.
    if (!children.has(child) || !child.connected) return;
    handled.push(event);
    child.send(event.id);
  };
  child.on("message", (event: OutboxEvent) => void answer(event));
  return child;
};

const kill = (child: ChildProcess): void => {
  children.delete(child);
  child.kill("SIGKILL");
};

test(
  "two dispatchers, one of them killed again and again: everything at least once, and in order",
  async () => {
    const tenantId = randomUUID();
    const pair = [await startDispatcher(), await startDispatcher()];
    let version = 0;
    const write = async (count: number): Promise<void> => {
      for (const last = version + count; version < last;) {
        version += 1;
        const rows = aggregates.map((aggregate) => ({ aggregate, id: randomUUID() }));
        await admin`
        insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
        select ${tenantId}, r.id, 'SessionFinished', 'session', r.aggregate, ${version}, '{}'
          from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (aggregate uuid, id uuid)`;
        await delay(Math.random() * 20);
      }
    };
    for (let round = 0; round < kills; round += 1) {
      const before = handled.length;
      const writing = write(rounds / kills);
      await expect.poll(() => handled.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before + 20);
      // In the midst of it: each holds events now.
      const [victim] = pair.splice(round % 2, 1);
      if (victim !== undefined) kill(victim);
      pair.push(await startDispatcher());
      await writing;
    }
    // What a killed one held comes back when its lease of ten seconds has run out.
    const open = async () => (await admin`select 1 from outbox_events where status <> 'done'`).length;
    await expect.poll(open, { timeout: 60_000, interval: 100 }).toBe(0);

    const disorder = aggregates.flatMap((aggregate) => {
      const versions = handled.filter(({ aggregateId }) => aggregateId === aggregate).map(({ version }) => version);
      // The same event may come again at once; an older one may not.
      const isInOrder = versions.every((version, index) => index === 0 || version >= (versions[index - 1] ?? 0));
      const isWhole = new Set(versions).size === rounds;
      return isInOrder && isWhole ? [] : [{ aggregate, versions }];
    });
    expect(disorder).toEqual([]);
    expect(handled.length).toBeLessThan(aggregates.length * rounds * 1.1);
  },
  120_000 * scale,
);
