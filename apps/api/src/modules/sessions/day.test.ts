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
let scope: Scope;
let late: string;

beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  pool = openPool({ url: database.urls.api, name: "day", max: 1 });
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  const tokenHash = createHash("sha256").update("a token of this test").digest();
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
    values (${tenantId}, gen_random_uuid(), ${person("okafor")}, ${tokenHash}, 'password', 'test')`;
  await admin`update schools set time_zone = 'Europe/London' where tenant_id = ${tenantId}`;
  // Half past eleven in the evening to a quarter past midnight, in the school's summer time.
  const [made] = await admin<{ id: string }[]>`
    insert into sessions (tenant_id, id, kind, number, start_time, end_time, facilitator_id)
    values (${tenantId}, gen_random_uuid(), 'class', 1, '2031-06-10T22:30:00Z', '2031-06-10T23:15:00Z', ${person("okafor")})
    returning id`;
  late = made?.id ?? "";
  await admin.end();
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
  await pool?.end();
  await database?.drop();
});

const listed = async (now: string, day?: string): Promise<{ day: string; isListed: boolean }> => {
  const answers = await Promise.all(
    (["mine", "school"] as const).map((of) => sessionsOfDay(scope, { scope: of, ...(day && { day }) }, now)),
  );
  const [mine, school] = answers.map((answer) => answer.sessions.some(({ id }) => id === late));
  expect(mine).toBe(school);
  return { day: answers[0]?.day ?? "", isListed: mine === true };
};

test("a session that runs past midnight stays in the day's list until it ends", async () => {
  expect(await listed("2031-06-10T22:45:00.000Z")).toEqual({ day: "2031-06-10", isListed: true });
  expect(await listed("2031-06-10T23:00:00.000Z")).toEqual({ day: "2031-06-11", isListed: true });
  expect(await listed("2031-06-10T23:14:59.000Z")).toEqual({ day: "2031-06-11", isListed: true });
  expect(await listed("2031-06-10T23:15:00.000Z")).toEqual({ day: "2031-06-11", isListed: false });
});

test("the list of another day holds what begins on it", async () => {
  expect(await listed("2031-06-10T22:45:00.000Z", "2031-06-11")).toEqual({ day: "2031-06-11", isListed: false });
  expect(await listed("2031-06-10T23:05:00.000Z", "2031-06-10")).toEqual({ day: "2031-06-10", isListed: true });
  expect(await listed("2031-06-12T09:00:00.000Z", "2031-06-11")).toEqual({ day: "2031-06-11", isListed: false });
});
