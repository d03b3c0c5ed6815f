import { createHash } from "node:crypto";

import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { demoPassword, startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const hashOf = (cookie: string) =>
  createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();

interface Answer {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly setCookie: string | undefined;
  readonly body: unknown;
}

/** One call as a browser makes it, with all that comes back. */
const call = async (procedure: string, input: unknown, cookie?: string): Promise<Answer> => {
  const answer = await fetch(`${world.url}/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie === undefined ? {} : { cookie }) },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  const [setCookie] = answer.headers.getSetCookie();
  return { status: answer.status, setCookie, cookie: setCookie?.split(";")[0], body: await answer.json() };
};
const isIn = async (cookie: string): Promise<boolean> => {
  const { status, body } = await call("access.me", undefined, cookie);
  if (status !== 200) expect(body).toMatchObject({ error: { data: { situation: "NOT_SIGNED_IN" } } });
  return status === 200;
};
const signIn = async (email: string) => (await world.signIn(email)).cookie;

test("me: the person, their school, what they may do and their menu, with Support folded into Sessions", async () => {
  const { client } = await world.signIn("okafor@alder.example");
  const me = await client.access.me.query();
  expect(me).toMatchObject({
    name: "Ms Okafor",
    email: "okafor@alder.example",
    tenantName: "Alder Street School",
    tenantKind: "school",
    zone: "Europe/London",
    permissions: ["attendance.walk_in"],
    hasCode: false,
    isDemo: true,
  });
  expect(me.roles.map(({ key }) => key)).toEqual(["facilitator"]);
  expect(me.tools.toSorted()).toEqual(["account", "sessions", "today"]);
  expect(me.navigation.map(({ label, type, parentId }) => [label, type, parentId])).toEqual([
    ["Today", "link", null],
    ["Sessions", "link", null],
    ["", "divider", null],
    ["Account", "link", null],
  ]);
});

test("a role without the sessions tool has no Sessions in its menu", async () => {
  const { client } = await world.signIn("novak@alder.example");
  expect((await client.access.me.query()).navigation.map(({ label }) => label)).toEqual(["Today", "", "Account"]);
});

test("the cookie is HttpOnly, and an answer never holds the token", async () => {
  const { setCookie, cookie, body } = await call("access.signIn", {
    email: "okafor@alder.example",
    password: demoPassword,
  });
  expect(setCookie).toMatch(/^handrail=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  expect(JSON.stringify(body)).not.toContain(cookie?.slice("handrail=".length));
});

test("known and unknown get the same bytes", async () => {
  const wrong = "this is not the password";
  const known = await call("access.signIn", { email: "ito@alder.example", password: wrong });
  const unknown = await call("access.signIn", { email: "nobody@alder.example", password: wrong });
  expect(known.status).toBe(401);
  expect(unknown).toEqual(known);
});

test("every try in a batch counts", async () => {
  const email = "batch@alder.example";
  const names = Array.from({ length: 20 }, () => "access.signIn").join(",");
  const body = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i, { email, password: "not the password" }]));
  const answer = await fetch(`${world.url}/trpc/${names}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const results = (await answer.json()) as { error: { data: { situation: string } } }[];
  const situations = results.map(({ error }) => error.data.situation);
  expect(situations.filter((situation) => situation === "WRONG_CREDENTIALS")).toHaveLength(10);
  expect(situations.filter((situation) => situation === "TOO_MANY_TRIES")).toHaveLength(10);
  // Others who come from this address are not to suffer in the tests that follow.
  await admin`delete from auth.rate_limits`;
});

test("signing in again ends the old sign-in and gives another token", async () => {
  const first = await signIn("ito@alder.example");
  const { cookie: second } = await call("access.signIn", { email: "ito@alder.example", password: demoPassword }, first);
  expect(second).not.toBe(first);
  expect(await isIn(first)).toBe(false);
  expect(await isIn(second ?? "")).toBe(true);
});

test("30 minutes without use end a sign-in, and touching does not bring it back", async () => {
  const cookie = await signIn("ito@alder.example");
  await admin`update auth.sessions set seen_at = now() - interval '29 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await isIn(cookie)).toBe(true);
  await expect
    .poll(
      async () => {
        const [row] = await admin`
          select seen_at > now() - interval '2 minutes' as is_fresh from auth.sessions where token_hash = ${hashOf(cookie)}`;
        return row?.["is_fresh"];
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await admin`update auth.sessions set seen_at = now() - interval '31 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await isIn(cookie)).toBe(false);
  expect(await isIn(cookie)).toBe(false);
});

test("12 hours end a sign-in, however busy it was", async () => {
  const cookie = await signIn("ito@alder.example");
  await admin`update auth.sessions set created_at = now() - interval '11 hours 59 minutes' where token_hash = ${hashOf(cookie)}`;
  expect(await isIn(cookie)).toBe(true);
  await admin`update auth.sessions set created_at = now() - interval '12 hours 1 minute' where token_hash = ${hashOf(cookie)}`;
  expect(await isIn(cookie)).toBe(false);
});

test("a suspended person is out at once, and cannot come back in", async () => {
  const cookie = await signIn("sen@alder.example");
  expect(await isIn(cookie)).toBe(true);
  await admin`update users set status = 'suspended' where email = 'sen@alder.example'`;
  expect(await isIn(cookie)).toBe(false);
  const again = await call("access.signIn", { email: "sen@alder.example", password: demoPassword });
  expect(again.body).toMatchObject({ error: { data: { situation: "WRONG_CREDENTIALS" } } });
});

test("signing out ends the token and clears the cookie, also when it has run out", async () => {
  const cookie = await signIn("ito@alder.example");
  const out = await call("access.signOut", undefined, cookie);
  expect(out.setCookie).toBe("handrail=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  expect(await isIn(cookie)).toBe(false);
  const again = await call("access.signOut", undefined, cookie);
  expect([again.status, again.setCookie]).toEqual([200, "handrail=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
});

test("devices are listed and ended one by one or all others at once; nobody ends another person's", async () => {
  const park = await Promise.all([1, 2, 3, 4].map(() => world.signIn("park@alder.example")));
  const [mine, second, third, fourth] = park;
  const reyes = await world.signIn("reyes@alder.example");
  const rows = await mine!.client.access.signIns.query();
  expect(rows).toHaveLength(4);
  expect(rows.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/hash|token|127\.0/);
  const idOf = async (cookie: string): Promise<never> => {
    const [row] = await admin`select id from auth.sessions where token_hash = ${hashOf(cookie)}`;
    return row?.["id"] as never;
  };
  const foreign = call("access.endSignIn", { id: await idOf(second!.cookie) }, reyes.cookie);
  expect(await foreign).toMatchObject({ status: 404, body: { error: { data: { situation: "NOT_FOUND" } } } });
  expect(await isIn(second!.cookie)).toBe(true);

  await mine!.client.access.endSignIn.mutate({ id: await idOf(second!.cookie) });
  expect(await isIn(second!.cookie)).toBe(false);
  expect(await isIn(third!.cookie)).toBe(true);
  expect(await mine!.client.access.endOtherSignIns.mutate()).toEqual({ ended: 2 });
  expect([await isIn(third!.cookie), await isIn(fourth!.cookie), await isIn(mine!.cookie)]).toEqual([
    false,
    false,
    true,
  ]);
  expect(await isIn(reyes.cookie)).toBe(true);
});

test("a new password ends all other sign-ins, renews this one, and is the only one from then on", async () => {
  const email = "haddad@alder.example";
  const [mine, other] = [await signIn(email), await signIn(email)];
  const next = "heron over the weir";
  const wrong = await call("access.changePassword", { current: "not it at all", next }, mine);
  expect(wrong.body).toMatchObject({
    error: { data: { situation: "WRONG_CREDENTIALS", fields: [{ field: "current" }] } },
  });
  const weak = await call("access.changePassword", { current: demoPassword, next: "too short" }, mine);
  expect(weak.body).toMatchObject({ error: { data: { situation: "WEAK_PASSWORD", fields: [{ field: "next" }] } } });
  expect([await isIn(mine), await isIn(other)]).toEqual([true, true]);

  const changed = await call("access.changePassword", { current: demoPassword, next }, mine);
  expect(changed.body).toMatchObject({ result: { data: { ended: 1 } } });
  expect(changed.cookie).not.toBe(mine);
  expect([await isIn(mine), await isIn(other), await isIn(changed.cookie ?? "")]).toEqual([false, false, true]);
  expect((await call("access.signIn", { email, password: demoPassword })).status).toBe(401);
  expect((await call("access.signIn", { email, password: next })).status).toBe(200);
  const [kept] = await admin`
    select p.hash from auth.passwords p join users u on u.id = p.user_id where u.email = ${email}`;
  expect(kept?.["hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const lines = await admin<{ action: string }[]>`
    select a.action from audit_logs a join users u on u.id = a.entity_id where u.email = ${email} and a.action like 'Password%' order by a.created_at`;
  expect(lines.map(({ action }) => action)).toEqual(["PasswordRefused", "PasswordChanged"]);
});

test("two changes of one password at once: one wins, the other is told that its password is not right any more", async () => {
  const email = "lindqvist@alder.example";
  const [one, two] = [await signIn(email), await signIn(email)];
  const results = await Promise.all([
    call("access.changePassword", { current: demoPassword, next: "heron over the weir" }, one),
    call("access.changePassword", { current: demoPassword, next: "kestrel over the mill" }, two),
  ]);
  const statuses = results.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
});

test("two cookies of one name are no sign-in", async () => {
  const cookie = await signIn("ito@alder.example");
  expect(await isIn(`${cookie}; ${cookie}`)).toBe(false);
  expect(await isIn(cookie)).toBe(true);
});
