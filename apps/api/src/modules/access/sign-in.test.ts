import { afterAll, beforeAll, expect, test } from "vitest";

import { password, refusedWith, startDesk, tally, type DeskWorld } from "./desk.fixture.ts";
import { hashOfToken } from "./token.ts";

let world: DeskWorld;
beforeAll(async () => {
  world = await startDesk();
});
afterAll(async () => {
  await world?.close();
});

let addresses = 0;
const newAddress = (): string => `198.51.${Math.floor((addresses += 1) / 256)}.${addresses % 256}`;
const tryOnce = (email: string, typed: string, address: string) =>
  refusedWith(world.desk.signIn(world.from(address), { email, password: typed }));
test("the right password opens a sign-in, of which only the hash is kept", async () => {
  const email = await world.addPerson();
  const { answer, token } = await world.desk.signIn(world.from(newAddress()), { email: email.toUpperCase(), password });
  expect(answer).toEqual({ next: "done" });
  expect(token).toMatch(/^[\w-]{43}$/);
  const [kept] = await world.admin`select * from auth.sessions where token_hash = ${hashOfToken(token ?? "")}`;
  expect(kept?.["level"]).toBe("password");
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(Buffer.from(kept?.["token_hash"] as Uint8Array).includes(Buffer.from(token ?? "", "base64url"))).toBe(false);
});

test("unknown, suspended and wrong are one answer, and each takes one hash", async () => {
  const known = await world.addPerson();
  const suspended = await world.addPerson({ status: "suspended" });
  const answers: unknown[] = [];
  for (const [email, typed] of [
    [known, "not the password"],
    ["nobody@alder.example", "not the password"],
    ["nobody@alder.example", password],
    [suspended, password],
  ] as const) {
    const before = world.hashed();
    answers.push((await tryOnce(email, typed, newAddress())).refusal);
    expect(world.hashed() - before).toBe(1);
  }
  expect(answers[0]).toMatchObject({ situation: "WRONG_CREDENTIALS" });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test("a tenant that is not theirs answers like a wrong password", async () => {
  const email = await world.addPerson();
  const tenants = await world.admin<{ id: string }[]>`
    select id from tenants where id not in (select tenant_id from users where email = ${email})`;
  const tenantId = tenants[0]?.id as never;
  const inside = await refusedWith(
    world.desk.signIn(world.from(newAddress()), { email, password: "not the password" }),
  );
  const outside = await refusedWith(world.desk.signIn(world.from(newAddress()), { email, password, tenantId }));
  expect(outside).toEqual(inside);
});

test("of 40 tries at once on one account from one address ten reach the hash", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  const before = world.hashed();
  const results = await Promise.all(Array.from({ length: 40 }, () => tryOnce(email, "not the password", address)));
  expect(tally(results)).toEqual({ WRONG_CREDENTIALS: 10, TOO_MANY_TRIES: 30 });
  expect(world.hashed() - before).toBe(10);
  expect(results.find(({ situation }) => situation === "TOO_MANY_TRIES")?.refusal).toMatchObject({
    message: "Too many tries. Try again in 15 minutes.",
    details: { minutes: 15 },
  });
});

test("an account that does not exist has the same limit", async () => {
  const address = newAddress();
  const results = await Promise.all(
    Array.from({ length: 14 }, () => tryOnce("nobody.at.all@alder.example", "not the password", address)),
  );
  expect(tally(results)).toEqual({ WRONG_CREDENTIALS: 10, TOO_MANY_TRIES: 4 });
});

/** So many wrong tries from an address, each on an account of its own. */
const guessFrom = (address: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      tryOnce(`nobody-${address}-${i}@alder.example`, "not the password", address),
    ),
  );

test("30 wrong passwords shut nobody out: an address is slowed", async () => {
  const address = newAddress();
  expect(tally(await guessFrom(address, 30))).toEqual({ WRONG_CREDENTIALS: 30 });
  const [stranger, known] = [await world.addPerson(), await world.addPerson()];
  expect((await tryOnce(stranger, password, address)).situation).toBe("NONE");
  const elsewhere = await world.desk.signIn(world.from(newAddress()), { email: known, password });
  expect(elsewhere.token).not.toBeNull();
  // A known device does not wait, whatever comes from its address.
  await world.admin`update auth.rate_limits set tries = 900 where tries >= 30`;
  const device = world.desk.knownFor(world.from(address), known);
  const started = performance.now();
  for (let n = 0; n < 3; n += 1)
    expect(
      (await world.desk.signIn(world.from(address, null, device), { email: known, password })).token,
    ).not.toBeNull();
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a flood of guesses from one address passes one after another, and is told when to come back", async () => {
  const address = newAddress();
  await guessFrom(address, 30);
  const before = world.hashed();
  const results = await guessFrom(address, 40);
  expect(tally(results)["TOO_MANY_TRIES"]).toBeGreaterThan(25);
  expect(world.hashed() - before).toBeLessThan(15);
  const { refusal } = results.find(({ situation }) => situation === "TOO_MANY_TRIES") ?? {};
  expect(refusal).toMatchObject({ details: { seconds: 4 } });
});

test("80 right sign-ins at once from one building all come in", async () => {
  const address = newAddress();
  const people = await Promise.all(Array.from({ length: 80 }, () => world.addPerson()));
  const results = await Promise.all(people.map((email) => tryOnce(email, password, address)));
  expect(tally(results)).toEqual({ NONE: 80 });
});

test("guessing on one account does not keep its owner out of a device they use", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  const device = world.desk.knownFor(world.from(address), email);
  for (let n = 0; n < 12; n += 1) await tryOnce(email, "not the password", address);
  expect((await tryOnce(email, password, address)).situation).toBe("TOO_MANY_TRIES");
  expect((await world.desk.signIn(world.from(address, null, device), { email, password })).token).not.toBeNull();
  // Who holds the device may not guess without end either.
  const guesses = [];
  for (let n = 0; n < 12; n += 1)
    guesses.push(await refusedWith(world.desk.signIn(world.from(address, null, device), { email, password: "wrong" })));
  expect(tally(guesses)).toEqual({ WRONG_CREDENTIALS: 10, TOO_MANY_TRIES: 2 });
});

test("naming other schools gives no fresh tries", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  const results = await Promise.all(
    Array.from({ length: 15 }, (_, i) =>
      refusedWith(
        world.desk.signIn(world.from(address), {
          email,
          password: "not the password",
          tenantId: `00000000-0000-7000-8000-0000000000${i + 10}` as never,
        }),
      ),
    ),
  );
  expect(tally(results)).toEqual({ WRONG_CREDENTIALS: 10, TOO_MANY_TRIES: 5 });
});

test("guessing from many addresses ends at 100; the owner still signs in where they did before", async () => {
  const email = await world.addPerson();
  const home = newAddress();
  expect((await world.desk.signIn(world.from(home), { email, password })).token).not.toBeNull();
  const before = world.hashed();
  const results = [];
  for (let round = 0; round < 12; round += 1) {
    const address = newAddress();
    results.push(...(await Promise.all(Array.from({ length: 10 }, () => tryOnce(email, "not the password", address)))));
  }
  expect(tally(results)).toEqual({ WRONG_CREDENTIALS: 100, TOO_MANY_TRIES: 20 });
  expect(world.hashed() - before).toBe(100);
  expect((await tryOnce(email, password, newAddress())).situation).toBe("TOO_MANY_TRIES");
  expect((await world.desk.signIn(world.from(home), { email, password })).token).not.toBeNull();
});

test("a right password costs no try, and the limit ends with its quarter of an hour", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  for (let i = 0; i < 12; i += 1)
    expect((await world.desk.signIn(world.from(address), { email, password })).token).not.toBeNull();
  for (let i = 0; i < 10; i += 1) await tryOnce(email, "not the password", address);
  expect((await tryOnce(email, password, address)).situation).toBe("TOO_MANY_TRIES");
  await world.admin`update auth.rate_limits set window_started_at = window_started_at - interval '16 minutes'`;
  expect((await world.desk.signIn(world.from(address), { email, password })).token).not.toBeNull();
});

test("a crowd beyond the queue is told to come back, and that costs no try", async () => {
  const people = await Promise.all(Array.from({ length: 3 }, () => world.addPerson()));
  const addressOf = people.map(() => [newAddress(), newAddress(), newAddress()]);
  const crowd = () =>
    people.flatMap((email, p) =>
      (addressOf[p] ?? []).flatMap((address) =>
        Array.from({ length: 10 }, () => refusedWith(world.desk.signIn(world.from(address), { email, password }))),
      ),
    );
  const counts = tally(await Promise.all(crowd()));
  expect((counts["NONE"] ?? 0) + (counts["BUSY"] ?? 0)).toBe(90);
  expect(counts["NONE"]).toBeGreaterThan(0);
  for (const [p, email] of people.entries())
    for (const address of addressOf[p] ?? []) expect((await tryOnce(email, password, address)).situation).toBe("NONE");
});

test("one address and password in two schools: the person chooses", async () => {
  const email = await world.addPerson({ schools: 2 });
  const address = newAddress();
  const { answer, token } = await world.desk.signIn(world.from(address), { email, password });
  expect(token).toBeNull();
  if (answer.next !== "school") throw new Error(`Expected the choice of a school, got ${answer.next}`);
  expect(answer.schools.map(({ name }) => name)).toEqual(["Alder Street School", "Cedar Music School"]);
  const { tenantId } = answer.schools[1]!;
  const chosen = await world.desk.signIn(world.from(address), { email, password, tenantId });
  const [kept] =
    await world.admin`select tenant_id from auth.sessions where token_hash = ${hashOfToken(chosen.token ?? "")}`;
  expect(kept?.["tenant_id"]).toBe(tenantId);
});

test("signing in again in the same browser ends the sign-in before", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  const first = await world.desk.signIn(world.from(address), { email, password });
  const firstHash = hashOfToken(first.token ?? "");
  const second = await world.desk.signIn(world.from(address, firstHash), { email, password });
  expect(second.token).not.toBe(first.token);
  const kept = await world.admin<{ reason: string | null }[]>`
    select s.ended_reason as reason from auth.sessions s join users u on u.id = s.user_id
     where u.email = ${email} order by s.created_at`;
  expect(kept.map(({ reason }) => reason)).toEqual(["replaced", null]);
});

test("the audit log has who signed in and who failed, and nothing that was typed", async () => {
  const email = await world.addPerson();
  const address = newAddress();
  await tryOnce(email, "a secret that is wrong", address);
  await world.desk.signIn(world.from(address), { email, password });
  const lines = await world.admin<{ action: string; actor_id: string | null; entity_type: string }[]>`
    select a.* from audit_logs a join users u on u.tenant_id = a.tenant_id and u.email = ${email}
     where a.entity_id = u.id or a.actor_id = u.id order by a.created_at, a.id`;
  expect(lines.map(({ action, entity_type, actor_id }) => [action, entity_type, actor_id !== null])).toEqual([
    ["SignInFailed", "user", false],
    ["SignedIn", "sign_in", true],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|alder-street|@|198\.51/);
});
