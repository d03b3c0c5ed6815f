import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";

let world: World;
let admin: postgres.Sql;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const ask = async (procedure: string, cookie: string, input: object = {}) =>
  fetch(`${world.url}/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(input),
  });

const atWork = async (): Promise<number> => {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
     where datname = current_database() and usename = 'handrail_api' and state = 'active'`;
  return row?.n ?? -1;
};

it("a request whose statements are slow one after another is told to come back, and others are served meanwhile", async () => {
  const { cookie } = await world.signIn("okafor@alder.example");
  // Each statement stays below its own limit of five seconds, and Today sends eleven.
  await admin`create policy slow on tenants as restrictive for select to handrail_api using ((select pg_sleep(2)) is not null)`;
  const started = performance.now();
  const slow = ask("today.read", cookie, { scope: "mine" });
  const meanwhile = await ask("jobs.list", cookie);
  expect(meanwhile.status).not.toBe(503);
  const answer = await slow;
  const took = performance.now() - started;
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await answer.json()).toMatchObject({ error: { data: { situation: "BUSY" } } });
  expect(took).toBeGreaterThan(2_000);
  expect(took).toBeLessThan(8_000);
  await expect.poll(atWork, { timeout: 3_000 }).toBe(0);

  await admin`drop policy slow on tenants`;
  expect((await ask("today.read", cookie, { scope: "mine" })).status).toBe(200);
});
