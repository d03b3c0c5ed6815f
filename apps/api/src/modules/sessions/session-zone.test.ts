import { createHash } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { mintScope, type Scope } from "../../kernel/scope.ts";
import { person, tenantId } from "../../proofs/school.fixture.ts";
import { sessionsOfDay } from "./queries.ts";

let database: TestDatabase;
let pool: Pool;
let admin: postgres.Sql;
let scope: Scope;
let far: string;
let own: string;

// The tenant's office is in New York, its first school in Los Angeles, and one room belongs to a school in Denver.
beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  pool = openPool({ url: database.urls.api, name: "zone", max: 1 });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  const tokenHash = createHash("sha256").update("a token of this test").digest();
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
    values (${tenantId}, gen_random_uuid(), ${person("okafor")}, ${tokenHash}, 'password', 'test')`;
  await admin`update tenants set time_zone = 'America/New_York' where id = ${tenantId}`;
  await admin`update schools set time_zone = 'America/Los_Angeles' where tenant_id = ${tenantId}`;
  const [school] = await admin<{ id: string }[]>`
    insert into schools (tenant_id, id, name, code, time_zone)
    values (${tenantId}, gen_random_uuid(), 'Hill School', 'HILL', 'America/Denver') returning id`;
  const [room] = await admin<{ id: string }[]>`
    insert into locations (tenant_id, id, school_id, name)
    values (${tenantId}, gen_random_uuid(), ${school?.id ?? ""}, 'Hill 1') returning id`;
  const held = async (number: number, location: string | null, start: string): Promise<string> => {
    const [made] = await admin<{ id: string }[]>`
      insert into sessions (tenant_id, id, kind, number, start_time, end_time, facilitator_id, location_id)
      values (${tenantId}, gen_random_uuid(), 'class', ${number}, ${start}, ${start}::timestamptz + interval '30 minutes',
        ${person("okafor")}, ${location}) returning id`;
    return made?.id ?? "";
  };
  own = await held(1, null, "2031-06-11T05:00:00Z");
  far = await held(2, room?.id ?? null, "2031-06-10T16:00:00Z");
  scope = mintScope({
    pool,
    tokenHash,
    access: { tool: "sessions" },
    requestId: "test",
    ipHash: null,
    signal: undefined,
    onTouchDue: () => undefined,
  });
});
afterAll(async () => {
  await admin?.end();
  await pool?.end();
  await database?.drop();
});

test("the day and its sessions are by the zone of the school, not of the tenant", async () => {
  // 22:00 on 10 June in Los Angeles, 01:00 on 11 June in New York.
  const day = await sessionsOfDay(scope, { scope: "mine" }, "2031-06-11T05:10:00.000Z");
  expect({ day: day.day, zone: day.zone }).toEqual({ day: "2031-06-10", zone: "America/Los_Angeles" });
  expect(day.sessions.find(({ id }) => id === own)?.zone).toBe("America/Los_Angeles");
});

test("a session in a room of another school has that school's zone", async () => {
  const day = await sessionsOfDay(scope, { scope: "mine", day: "2031-06-10" });
  expect(day.sessions.find(({ id }) => id === far)?.zone).toBe("America/Denver");
});

test("a school's jobs run by the clock of its first school", async () => {
  const zones = await admin`select time_zone from app.schools_by_zone() where tenant_id = ${tenantId}`;
  expect(zones).toEqual([{ time_zone: "America/Los_Angeles" }]);
});
