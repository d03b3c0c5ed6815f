import { afterAll, beforeAll, expect, test } from "vitest";

import { demoPassword } from "../../testing/world.ts";
import { startBrowser } from "./browser.fixture.ts";

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
