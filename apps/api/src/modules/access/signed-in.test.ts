import { afterAll, beforeAll, expect, test } from "vitest";

import { demoPassword } from "../../testing/world.ts";
import { hashOf, startBrowser } from "./browser.fixture.ts";

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test("the cookie is HttpOnly, and an answer never holds the token", async () => {
  const { setCookie, cookie, body } = await browser.call("access.signIn", {
    email: "okafor@alder.example",
    password: demoPassword,
  });
  expect(setCookie).toMatch(/^handrail=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  expect(JSON.stringify(body)).not.toContain(cookie?.slice("handrail=".length));
});

test("known and unknown get the same bytes", async () => {
  const wrong = "this is not the password";
  const known = await browser.call("access.signIn", { email: "ito@alder.example", password: wrong });
  const unknown = await browser.call("access.signIn", { email: "nobody@alder.example", password: wrong });
  expect(known.status).toBe(401);
  expect(unknown).toEqual(known);
});

test("every try in a batch counts", async () => {
  const email = "batch@alder.example";
  const names = Array.from({ length: 20 }, () => "access.signIn").join(",");
  const body = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i, { email, password: "not the password" }]));
  const answer = await fetch(`${browser.world.url}/trpc/${names}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const results = (await answer.json()) as { error: { data: { situation: string } } }[];
  const situations = results.map(({ error }) => error.data.situation);
  expect(situations.filter((situation) => situation === "WRONG_CREDENTIALS")).toHaveLength(10);
  expect(situations.filter((situation) => situation === "TOO_MANY_TRIES")).toHaveLength(10);
  // Others who come from this address are not to suffer in the tests that follow.
  await browser.admin`delete from auth.rate_limits`;
});

test("signing in again ends the old sign-in and gives another token", async () => {
  const first = await browser.signIn("ito@alder.example");
  const { cookie: second } = await browser.call(
    "access.signIn",
    { email: "ito@alder.example", password: demoPassword },
    first,
  );
  expect(second).not.toBe(first);
  expect(await browser.isIn(first)).toBe(false);
  expect(await browser.isIn(second ?? "")).toBe(true);
});

test("30 minutes without use end a sign-in, and touching does not bring it back", async () => {
  const cookie = await browser.signIn("ito@alder.example");
  await browser.admin`update auth.sessions set seen_at = now() - interval '29 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await browser.isIn(cookie)).toBe(true);
  await expect
    .poll(
      async () => {
        const [row] = await browser.admin`
          select seen_at > now() - interval '2 minutes' as is_fresh from auth.sessions where token_hash = ${hashOf(cookie)}`;
        return row?.["is_fresh"];
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await browser.admin`update auth.sessions set seen_at = now() - interval '31 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await browser.isIn(cookie)).toBe(false);
  expect(await browser.isIn(cookie)).toBe(false);
});

test("12 hours end a sign-in, however busy it was", async () => {
  const cookie = await browser.signIn("ito@alder.example");
  await browser.admin`update auth.sessions set created_at = now() - interval '11 hours 59 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await browser.isIn(cookie)).toBe(true);
  await browser.admin`update auth.sessions set created_at = now() - interval '12 hours 1 minute' where token_hash = ${hashOf(cookie)}`;
  expect(await browser.isIn(cookie)).toBe(false);
});

test("a suspended person is out at once, and cannot come back in", async () => {
  const cookie = await browser.signIn("sen@alder.example");
  expect(await browser.isIn(cookie)).toBe(true);
  await browser.admin`update users set status = 'suspended' where email = 'sen@alder.example'`;
  expect(await browser.isIn(cookie)).toBe(false);
  const again = await browser.call("access.signIn", { email: "sen@alder.example", password: demoPassword });
  expect(again.body).toMatchObject({ error: { data: { situation: "WRONG_CREDENTIALS" } } });
});

test("signing out ends the token and clears the cookie, also when it has run out", async () => {
  const cookie = await browser.signIn("ito@alder.example");
  const out = await browser.call("access.signOut", undefined, cookie);
  expect(out.setCookie).toBe("handrail=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  expect(await browser.isIn(cookie)).toBe(false);
  const again = await browser.call("access.signOut", undefined, cookie);
  expect([again.status, again.setCookie]).toEqual([200, "handrail=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
});

test("devices are listed and ended one by one or all others at once; nobody ends another person's", async () => {
  const park = await Promise.all([1, 2, 3, 4].map(() => browser.world.signIn("park@alder.example")));
  const [mine, second, third, fourth] = park;
  const reyes = await browser.world.signIn("reyes@alder.example");
  const rows = await mine!.client.access.signIns.query();
  expect(rows).toHaveLength(4);
  expect(rows.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/hash|token|127\.0/);
  const idOf = async (cookie: string): Promise<never> => {
    const [row] = await browser.admin`select id from auth.sessions where token_hash = ${hashOf(cookie)}`;
    return row?.["id"] as never;
  };
  const foreign = browser.call("access.endSignIn", { id: await idOf(second!.cookie) }, reyes.cookie);
  expect(await foreign).toMatchObject({ status: 404, body: { error: { data: { situation: "NOT_FOUND" } } } });
  expect(await browser.isIn(second!.cookie)).toBe(true);

  await mine!.client.access.endSignIn.mutate({ id: await idOf(second!.cookie) });
  expect(await browser.isIn(second!.cookie)).toBe(false);
  expect(await browser.isIn(third!.cookie)).toBe(true);
  expect(await mine!.client.access.endOtherSignIns.mutate()).toEqual({ ended: 2 });
  expect([
    await browser.isIn(third!.cookie),
    await browser.isIn(fourth!.cookie),
    await browser.isIn(mine!.cookie),
  ]).toEqual([false, false, true]);
  expect(await browser.isIn(reyes.cookie)).toBe(true);
});

test("two cookies of one name are no sign-in", async () => {
  const cookie = await browser.signIn("ito@alder.example");
  expect(await browser.isIn(`${cookie}; ${cookie}`)).toBe(false);
  expect(await browser.isIn(cookie)).toBe(true);
});
