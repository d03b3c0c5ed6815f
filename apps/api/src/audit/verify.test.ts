import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { createLog } from "../kernel/log.ts";
import { createSealer, type Sealer } from "../kernel/sealer.ts";
import { verifyAudit } from "./verify.ts";

const soon = { timeout: 20_000, interval: 50 };
const tenants = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const [tenant] = tenants;
const each = 40;

let database: TestDatabase;
let admin: Pool;
let worker: Pool;
let folder: string;
let anchorFile: string;
let sealer: Sealer;

const write = async (tenantId: string, count: number): Promise<void> => {
  await admin`insert into audit_logs (tenant_id, id, action, entity_type, entity_id, after, request_id)
    select ${tenantId}, gen_random_uuid(), 'AttendanceRecorded', 'attendance', gen_random_uuid(), jsonb_build_object('n', n), 'test'
      from generate_series(1, ${count}::int) as n`;
};

const sealed = async (): Promise<void> => {
  await expect.poll(async () => (await admin`select 1 from audit_logs where seq is null`).length, soon).toBe(0);
};

const start = async (): Promise<void> => {
  sealer = createSealer({ pool: worker, anchorFile, log: createLog("silent") });
  await sealer.start();
};

/** As a superuser who has switched the triggers off. */
const tamper = (change: (tx: Parameters<Parameters<Pool["begin"]>[1]>[0]) => Promise<unknown>): Promise<unknown> =>
  admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await change(tx);
  });

const findings = async () => (await verifyAudit(worker, anchorFile)).findings;

beforeEach(async () => {
  database = await createTestDatabase();
  admin = openPool({ url: database.adminUrl, name: "test-admin", max: 2 });
  worker = openPool({ url: database.urls.worker, name: "test-worker", max: 2 });
  folder = await mkdtemp(join(tmpdir(), "handrail-audit-"));
  anchorFile = join(folder, "data", "anchors.log");
  for (const one of tenants) await write(one, each / 2);
  await start();
  await sealed();
  for (const one of tenants) await write(one, each / 2);
  sealer.wake();
  await sealed();
  await sealer.stop();
});
afterEach(async () => {
  await sealer.stop();
  await Promise.all([admin, worker].map((pool) => pool.end({ timeout: 5 })));
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test("a log that nobody touched is found whole, and its key is its owner's alone", async () => {
  const report = await verifyAudit(worker, anchorFile);
  expect(report).toMatchObject({ tenants: 2, rows: 2 * each, unsealed: 0, findings: [] });
  expect(report.anchors).toBeGreaterThanOrEqual(4);
  const { mode } = await stat(`${anchorFile}.key`);
  expect(process.platform === "win32" || (mode & 0o777) === 0o600).toBe(true);
});

test("a later start goes on where the last one ended", async () => {
  await start();
  await write(tenant, 5);
  sealer.wake();
  await sealed();
  await sealer.stop();
  expect(await verifyAudit(worker, anchorFile)).toMatchObject({ rows: 2 * each + 5, unsealed: 0, findings: [] });
});

test("two sealers at once make one chain", async () => {
  const second = createSealer({ pool: worker, anchorFile: join(folder, "other.log"), log: createLog("silent") });
  await Promise.all([start(), second.start()]);
  await Promise.all(tenants.map((one) => write(one, 60)));
  await sealed();
  await Promise.all([sealer.stop(), second.stop()]);
  for (const file of [anchorFile, join(folder, "other.log")])
    expect((await verifyAudit(worker, file)).findings).toEqual([]);
});

describe("as a superuser with the triggers off", () => {
  const first = { tenantId: tenant, problem: expect.any(String) as string };

  test.each(["after", "actor_id", "created_at", "entity_id", "request_id", "before"])(
    "a changed %s is found at its place",
    async (column) => {
      const seq = 17;
      await tamper(
        (tx) =>
          tx`update audit_logs set ${tx(
            {
              [column]:
                {
                  after: '{"n": 99}',
                  actor_id: randomUUID(),
                  created_at: "2020-01-01T00:00:00Z",
                  entity_id: randomUUID(),
                  request_id: "x",
                  before: "{}",
                }[column] ?? "",
            },
            column,
          )} where tenant_id = ${tenant} and seq = ${seq}`,
      );
      expect(await findings()).toEqual([{ ...first, seq }]);
    },
  );

  test("a removed entry is found", async () => {
    await tamper((tx) => tx`delete from audit_logs where tenant_id = ${tenant} and seq = 9`);
    expect(await findings()).toEqual([{ ...first, seq: 10 }]);
  });

  test("an inserted entry is found", async () => {
    await tamper(async (tx) => {
      await tx`update audit_logs set seq = seq + 1000 where tenant_id = ${tenant} and seq > 9`;
      await tx`update audit_logs set seq = seq - 999 where tenant_id = ${tenant} and seq > 1000`;
      await tx`insert into audit_logs (tenant_id, id, seq, action, entity_type, entity_id, request_id, prev_hash, hash)
        select tenant_id, gen_random_uuid(), 10, action, entity_type, entity_id, request_id, hash, hash
          from audit_logs where tenant_id = ${tenant} and seq = 9`;
    });
    expect((await findings())[0]).toEqual({ ...first, seq: 10 });
  });

  test("two entries that changed places are found", async () => {
    await tamper(async (tx) => {
      await tx`update audit_logs set seq = 1000 where tenant_id = ${tenant} and seq = 5`;
      await tx`update audit_logs set seq = 5 where tenant_id = ${tenant} and seq = 6`;
      await tx`update audit_logs set seq = 6 where tenant_id = ${tenant} and seq = 1000`;
    });
    expect((await findings())[0]).toEqual({ ...first, seq: 5 });
  });

  test("a tail that was cut off is found by the anchors", async () => {
    await tamper((tx) => tx`delete from audit_logs where tenant_id = ${tenant} and seq > 30`);
    expect(await findings()).toEqual([{ ...first, seq: 31 }]);
  });

  test("a chain that is gone altogether is found by the anchors", async () => {
    await tamper((tx) => tx`delete from audit_logs where tenant_id = ${tenant}`);
    expect(await findings()).toEqual([{ ...first, seq: 1 }]);
  });

  test("a chain that was written anew with right hashes is found by the anchors", async () => {
    await tamper(async (tx) => {
      await tx`update audit_logs set after = '{"n": 99}' where tenant_id = ${tenant} and seq = 3`;
      await tx`update audit_logs set seq = null, prev_hash = null, hash = null where tenant_id = ${tenant}`;
    });
    await worker`select * from app.seal(500)`;
    const [row] = await admin`select first_bad_seq from app.verify_audit() where tenant_id = ${tenant}`;
    expect(row).toEqual({ first_bad_seq: null });
    expect(await findings()).toEqual([{ ...first, seq: expect.any(Number) as number }]);
  });

  test("entries that were taken out of the chain and left waiting are found", async () => {
    await tamper(
      (tx) =>
        tx`update audit_logs set seq = null, hash = null, created_at = now() - interval '1 hour' where tenant_id = ${tenant} and seq = 40`,
    );
    expect((await findings()).map(({ tenantId }) => tenantId)).toEqual([tenant, tenant]);
  });
});

describe("the anchor file", () => {
  const lines = async () => (await readFile(anchorFile, "utf8")).trimEnd().split("\n");
  const keep = (kept: readonly string[]) => writeFile(anchorFile, `${kept.join("\n")}\n`);

  test("a changed line is found", async () => {
    const [head = "", ...rest] = await lines();
    await keep([head.replace(/"seq":\d+/, '"seq":1'), ...rest]);
    expect((await findings()).map(({ seq }) => seq)).toEqual([null, null]);
  });

  test("a line that was taken out is found", async () => {
    const [, ...rest] = await lines();
    await keep(rest);
    expect(await findings()).toMatchObject([{ tenantId: null, seq: null }]);
  });

  test("a missing file is found", async () => {
    await rm(anchorFile);
    expect(await findings()).toMatchObject([{ tenantId: null, seq: null }]);
  });
});
