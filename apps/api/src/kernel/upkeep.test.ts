import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { soon } from "../realtime/live.fixture.ts";
import { createLog } from "./log.ts";
import { createUpkeep } from "./upkeep.ts";

let database: TestDatabase;
let pools: Record<"admin" | "auth" | "worker", Pool>;

beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  pools = {
    admin: openPool({ url: database.adminUrl, name: "test-admin", max: 1 }),
    auth: openPool({ url: database.urls.auth, name: "test-auth", max: 1 }),
    worker: openPool({ url: database.urls.worker, name: "test-worker", max: 1 }),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(pools ?? {}).map((pool) => pool.end({ timeout: 5 })));
  await database?.drop();
});

test("sign-ins and keys that nothing asks for any more are removed, and no others", async () => {
  const { admin, auth, worker } = pools;
  // More than one piece of each.
  await admin`
    insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device, created_at, ended_at)
    select u.tenant_id, gen_random_uuid(), u.id, sha256(('old ' || n)::bytea), 'password', 'old', now() - interval '91 days', now() - interval '90 days'
      from (select * from users where email = 'okafor@alder.example') u, generate_series(1, 1500) n
    union all
    select u.tenant_id, gen_random_uuid(), u.id, sha256('young'), 'password', 'young', now() - interval '89 days', now() - interval '88 days'
      from users u where email = 'okafor@alder.example'`;
  await admin`
    insert into idempotency_keys (tenant_id, user_id, procedure, key, request_hash, response, created_at)
    select tenant_id, id, 'test', gen_random_uuid(), 'x', '{}', now() - age
      from users, unnest(array[interval '8 days', interval '6 days']) age where email = 'okafor@alder.example'`;
  const left = async () => ({
    signIns: (await admin`select distinct device from auth.sessions where device in ('old', 'young')`).map(
      (row) => row["device"] as unknown,
    ),
    keys: (await admin`select 1 from idempotency_keys where procedure = 'test'`).length,
  });
  const upkeep = createUpkeep({ auth, worker, log: createLog("silent") });
  upkeep.start();
  await expect.poll(left, soon).toEqual({ signIns: ["young"], keys: 1 });
  await upkeep.stop();
});
