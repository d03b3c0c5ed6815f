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

const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => ({ situation: "NONE" }),
    (error: { data: { situation: string; details: unknown } }) => ({
      situation: error.data.situation,
      details: error.data.details,
    }),
  );

type SignedIn = Awaited<ReturnType<World["signIn"]>>;

const shared = async (email: string, pin: string): Promise<SignedIn> => {
  const person = await world.signIn(email);
  await person.client.access.setPin.mutate({ pin, password: demoPassword });
  await person.client.access.shareDevice.mutate({ lockAfterMinutes: 10 });
  return person;
};

const signInOf = async (email: string) => {
  const [row] = await admin<{ locked: boolean; tries: number; reason: string | null; userId: string; id: string }[]>`
    select s.id, s.user_id as "userId", s.locked_at is not null as locked, s.pin_tries as tries, s.ended_reason as reason
      from auth.sessions s join users u on u.id = s.user_id
     where u.email = ${email} order by s.created_at desc, s.id desc limit 1`;
  if (row === undefined) throw new Error("No sign-in");
  return row;
};

test("a PIN asks for the password, and only its hash is kept", async () => {
  const { client } = await world.signIn("okafor@alder.example");
  expect(await client.access.deviceLock.query()).toEqual({ hasPin: false, lockAfterMinutes: null });
  expect(await refusal(client.access.shareDevice.mutate({ lockAfterMinutes: 10 }))).toMatchObject({
    situation: "NOT_ALLOWED",
  });
  expect(await refusal(client.access.setPin.mutate({ pin: "4821", password: "not it" }))).toMatchObject({
    situation: "WRONG_CREDENTIALS",
  });
  for (const pin of ["123", "1234567", "12a4"])
    expect(await refusal(client.access.setPin.mutate({ pin, password: demoPassword }))).toMatchObject({
      situation: "INVALID_INPUT",
    });
  expect(await client.access.setPin.mutate({ pin: "4821", password: demoPassword })).toEqual({
    hasPin: true,
    lockAfterMinutes: null,
  });
  for (const lockAfterMinutes of [0, 26, 1.5])
    expect(await refusal(client.access.shareDevice.mutate({ lockAfterMinutes }))).toMatchObject({
      situation: "INVALID_INPUT",
    });
  expect(await client.access.shareDevice.mutate({ lockAfterMinutes: 3 })).toEqual({
    hasPin: true,
    lockAfterMinutes: 3,
  });
  const [kept] = await admin<{ hash: string }[]>`select hash from auth.pins`;
  expect(kept?.hash).toMatch(/^\$argon2id\$/);
});

test("while the device is locked the token opens nothing; the PIN opens it again", async () => {
  const email = "ito@alder.example";
  const { client } = await shared(email, "7310");
  await client.access.lock.mutate();
  await client.access.lock.mutate();
  expect(await refusal(client.access.me.query())).toMatchObject({ situation: "DEVICE_LOCKED" });
  expect(await refusal(client.sessions.day.query({ scope: "mine" }))).toMatchObject({ situation: "DEVICE_LOCKED" });
  // Nor can whoever stands there turn the lock off, or set a PIN of their own.
  expect(await refusal(client.access.shareDevice.mutate({ lockAfterMinutes: null }))).toMatchObject({
    situation: "DEVICE_LOCKED",
  });
  expect(await refusal(client.access.setPin.mutate({ pin: "1111", password: demoPassword }))).toMatchObject({
    situation: "DEVICE_LOCKED",
  });
  expect(await refusal(client.access.unlock.mutate({ pin: "7311" }))).toEqual({
    situation: "WRONG_PIN",
    details: { triesLeft: 4 },
  });
  await client.access.unlock.mutate({ pin: "7310" });
  expect((await client.access.me.query()).email).toBe(email);
  expect(await signInOf(email)).toMatchObject({ locked: false, tries: 0, reason: null });
});

test("the fifth wrong PIN ends the sign-in, even when all come at once, and the right one comes too late", async () => {
  const email = "sen@alder.example";
  const { client } = await shared(email, "5555");
  await client.access.lock.mutate();
  const tries = await Promise.all(
    Array.from({ length: 8 }, (_, index) => refusal(client.access.unlock.mutate({ pin: `000${index}` }))),
  );
  expect(tries.filter((one) => (one as { situation: string }).situation === "WRONG_PIN")).toHaveLength(5);
  expect(await refusal(client.access.unlock.mutate({ pin: "5555" }))).toMatchObject({ situation: "NOT_SIGNED_IN" });
  expect(await refusal(client.access.me.query())).toMatchObject({ situation: "NOT_SIGNED_IN" });
  const { reason, userId, id } = await signInOf(email);
  expect(reason).toBe("pin");
  const lines = await admin<{ action: string; actor: string | null; after: unknown }[]>`
    select action, actor_id as actor, after from audit_logs where entity_id = ${id} and action in ('PinRefused', 'SignInEnded')`;
  expect(lines.filter(({ action }) => action === "PinRefused")).toHaveLength(5);
  expect(lines.filter(({ action }) => action === "SignInEnded")).toEqual([
    { action: "SignInEnded", actor: null, after: { userId, reason: "pin" } },
  ]);
  expect(JSON.stringify(lines)).not.toContain("000");
});

test("another person's PIN is a wrong one, and a locked device can be left", async () => {
  await shared("park@alder.example", "2468");
  const { client } = await shared("reyes@alder.example", "1357");
  await client.access.lock.mutate();
  expect(await refusal(client.access.unlock.mutate({ pin: "2468" }))).toMatchObject({ situation: "WRONG_PIN" });
  await client.access.signOut.mutate();
  expect(await refusal(client.access.unlock.mutate({ pin: "1357" }))).toMatchObject({ situation: "NOT_SIGNED_IN" });
});

test("a device of one's own does not lock, and a page that never locked here still asks for the PIN", async () => {
  const { client } = await world.signIn("haddad@alder.example");
  await client.access.setPin.mutate({ pin: "9090", password: demoPassword });
  expect(await refusal(client.access.lock.mutate())).toMatchObject({ situation: "NOT_SIGNED_IN" });
  await client.access.shareDevice.mutate({ lockAfterMinutes: 5 });
  // The page locked itself while it was offline: the server was never told.
  expect(await refusal(client.access.unlock.mutate({ pin: "0909" }))).toMatchObject({ situation: "WRONG_PIN" });
  await client.access.unlock.mutate({ pin: "9090" });
});

test("what was never unlocked within half an hour has ended", async () => {
  const email = "lindqvist@alder.example";
  const { client } = await shared(email, "8642");
  await client.access.lock.mutate();
  const { id } = await signInOf(email);
  await admin`update auth.sessions set seen_at = now() - interval '31 minutes' where id = ${id}`;
  expect(await refusal(client.access.unlock.mutate({ pin: "8642" }))).toMatchObject({ situation: "NOT_SIGNED_IN" });
});
