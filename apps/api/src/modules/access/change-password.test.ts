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

test("a new password ends all other sign-ins, renews this one, and is the only one from then on", async () => {
  const email = "haddad@alder.example";
  const [mine, other] = [await browser.signIn(email), await browser.signIn(email)];
  const next = "heron over the weir";
  const wrong = await browser.call("access.changePassword", { current: "not it at all", next }, mine);
  expect(wrong.body).toMatchObject({
    error: { data: { situation: "WRONG_CREDENTIALS", fields: [{ field: "current" }] } },
  });
  const weak = await browser.call("access.changePassword", { current: demoPassword, next: "too short" }, mine);
  expect(weak.body).toMatchObject({ error: { data: { situation: "WEAK_PASSWORD", fields: [{ field: "next" }] } } });
  expect([await browser.isIn(mine), await browser.isIn(other)]).toEqual([true, true]);

  const changed = await browser.call("access.changePassword", { current: demoPassword, next }, mine);
  expect(changed.body).toMatchObject({ result: { data: { ended: 1 } } });
  expect(changed.cookie).not.toBe(mine);
  expect([await browser.isIn(mine), await browser.isIn(other), await browser.isIn(changed.cookie ?? "")]).toEqual([
    false,
    false,
    true,
  ]);
  expect((await browser.call("access.signIn", { email, password: demoPassword })).status).toBe(401);
  expect((await browser.call("access.signIn", { email, password: next })).status).toBe(200);
  const [kept] = await browser.admin`
    select p.hash from auth.passwords p join users u on u.id = p.user_id where u.email = ${email}`;
  expect(kept?.["hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const lines = await browser.admin<{ action: string }[]>`
    select a.action from audit_logs a join users u on u.id = a.entity_id where u.email = ${email} and a.action like 'Password%' order by a.created_at`;
  expect(lines.map(({ action }) => action)).toEqual(["PasswordRefused", "PasswordChanged"]);
});

test("a new password ends tokens made since a sign-in from a new device, and all of them when asked to", async () => {
  const email = "reyes@alder.example";
  const [older, stranger, mine] = [
    await browser.signIn(email),
    await browser.signIn(email),
    await browser.signIn(email),
  ];
  const make = async (name: string, password: string, cookie: string): Promise<void> => {
    const made = await browser.call("access.makeApiToken", { password, name, scopes: ["cases"], days: 30 }, cookie);
    expect(made.status).toBe(200);
  };
  await make("Before", demoPassword, older);
  await make("Since", demoPassword, mine);
  const hours = async (cookie: string, ago: number, device?: string) =>
    browser.admin`update auth.sessions set created_at = now() - make_interval(hours => ${ago}),
      device = coalesce(${device ?? null}, device) where token_hash = ${hashOf(cookie)}`;
  await hours(older, 5);
  await hours(stranger, 2, "Another browser");
  await browser.admin`update auth.api_tokens set created_at = now() - interval '3 hours' where name = 'Before'`;
  const held = async (cookie: string) => {
    const { body } = await browser.call("access.apiTokens", undefined, cookie);
    return (body as { result: { data: { name: string }[] } }).result.data.map(({ name }) => name);
  };
  const [first, second] = ["heron over the weir", "kestrel over the mill"];
  const changed = await browser.call("access.changePassword", { current: demoPassword, next: first }, mine);
  expect(changed.body).toMatchObject({ result: { data: { endedTokens: 1 } } });
  const now = changed.cookie ?? "";
  expect(await held(now)).toEqual(["Before"]);
  const again = await browser.call("access.changePassword", { current: first, next: second, endTokens: true }, now);
  expect(again.body).toMatchObject({ result: { data: { endedTokens: 1 } } });
  expect(await held(again.cookie ?? "")).toEqual([]);
  const lines = await browser.admin<{ reason: string }[]>`
    select a.after ->> 'reason' as reason from audit_logs a join users u on u.id = a.actor_id
     where u.email = ${email} and a.action = 'ApiTokenEnded'`;
  expect(lines).toEqual([{ reason: "password" }, { reason: "password" }]);
});

test("two changes of one password at once: one wins, the other is told that its password is not right any more", async () => {
  const email = "lindqvist@alder.example";
  const [one, two] = [await browser.signIn(email), await browser.signIn(email)];
  const results = await Promise.all([
    browser.call("access.changePassword", { current: demoPassword, next: "heron over the weir" }, one),
    browser.call("access.changePassword", { current: demoPassword, next: "kestrel over the mill" }, two),
  ]);
  const statuses = results.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
});
