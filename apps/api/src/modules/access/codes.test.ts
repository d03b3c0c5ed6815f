import type { Actor } from "@handrail/domain/kernel/actor";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";

import { password, refusedWith, startDesk, type DeskWorld } from "./desk.fixture.ts";
import type { Asker } from "./proof.ts";
import { hashOfToken } from "./token.ts";

let world: DeskWorld;
beforeAll(async () => {
  world = await startDesk();
});
afterAll(async () => {
  await world?.close();
});

let addresses = 0;
const newAddress = (): string => `203.0.113.${(addresses += 1)}`;

const askerOf = async (token: string | null): Promise<Asker> => {
  const tokenHash = hashOfToken(token ?? "");
  const [row] =
    await world.admin`select tenant_id, user_id, id, level from auth.sessions where token_hash = ${tokenHash}`;
  const actor = {
    tenantId: row?.["tenant_id"],
    userId: row?.["user_id"],
    signInId: row?.["id"],
    level: row?.["level"],
    roles: [],
    tools: [],
    permissions: [],
  } as Actor;
  return { actor, caller: world.from(newAddress(), tokenHash) };
};

const codeAt = (secret: string, stepsAhead: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

/** A person whose account asks for codes. `spent` is the code that was used up by turning them on. */
const withCodes = async () => {
  const email = await world.addPerson();
  const { token } = await world.desk.signIn(world.from(newAddress()), { email, password });
  const { secret } = await world.desk.startCode(await askerOf(token), password);
  const spent = codeAt(secret, 0);
  const confirmed = await world.desk.confirmCode(await askerOf(token), spent);
  return { email, secret, spent, ...confirmed };
};

const challengeFor = async (email: string, address = newAddress()): Promise<string> => {
  const { answer } = await world.desk.signIn(world.from(address), { email, password });
  if (answer.next !== "code") throw new Error(`Expected a challenge, got ${answer.next}`);
  return answer.challenge;
};

const give = (challenge: string, code: string) =>
  refusedWith(world.desk.signInCode(world.from(newAddress()), { challenge, code }));

/** Steps pass while a test runs: gives back those it used, as if the person had waited. */
const forgetSteps = (email: string) => world.admin`
  update auth.totp set last_step = 0 where user_id in (select id from users where email = ${email})`;

test("turning codes on asks for the password, keeps the secret sealed and gives a new token", async () => {
  const email = await world.addPerson();
  const { token } = await world.desk.signIn(world.from(newAddress()), { email, password });
  const other = await world.desk.signIn(world.from(newAddress()), { email, password });
  expect(await refusedWith(world.desk.startCode(await askerOf(token), "not the password"))).toMatchObject({
    situation: "WRONG_CREDENTIALS",
    refusal: { field: "password" },
  });
  const { secret, uri } = await world.desk.startCode(await askerOf(token), password);
  expect(uri).toContain("otpauth://totp/Handrail");
  const [row] = await world.admin`
    select k.secret, k.confirmed_at from auth.totp k join users u on u.id = k.user_id where u.email = ${email}`;
  expect(row?.["confirmed_at"]).toBeNull();
  expect(Buffer.from(row?.["secret"] as Uint8Array).includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
  // Not confirmed: nothing is asked for yet.
  expect((await world.desk.signIn(world.from(newAddress()), { email, password })).answer.next).toBe("done");
  expect((await refusedWith(world.desk.confirmCode(await askerOf(token), "000"))).situation).toBe("WRONG_CODE");

  const confirmed = await world.desk.confirmCode(await askerOf(token), codeAt(secret, 0));
  expect(confirmed.codes).toHaveLength(10);
  expect(confirmed.token).not.toBe(token);
  expect((await askerOf(confirmed.token)).actor.level).toBe("code");
  expect((await askerOf(token)).actor.userId).toBeUndefined();
  const [ended] = await world.admin`
    select ended_reason from auth.sessions where token_hash = ${hashOfToken(other.token ?? "")}`;
  expect(ended?.["ended_reason"]).toBe("code");
});

test("a code opens the sign-in once: the same code again is refused, and a step before it too", async () => {
  const { email, secret, spent } = await withCodes();
  expect((await give(await challengeFor(email), spent)).situation).toBe("WRONG_CODE");
  await forgetSteps(email);
  const code = codeAt(secret, 0);
  const token = await world.desk.signInCode(world.from(newAddress()), { challenge: await challengeFor(email), code });
  expect((await askerOf(token)).actor.level).toBe("code");
  expect((await give(await challengeFor(email), code)).situation).toBe("WRONG_CODE");
  expect((await give(await challengeFor(email), codeAt(secret, -1))).situation).toBe("WRONG_CODE");
});

test("one code sent many times at once opens one sign-in", async () => {
  const { email, secret } = await withCodes();
  await forgetSteps(email);
  const challenges = await Promise.all(Array.from({ length: 8 }, () => challengeFor(email)));
  const code = codeAt(secret, 0);
  const results = await Promise.all(challenges.map((challenge) => give(challenge, code)));
  expect(results.filter(({ situation }) => situation === "NONE")).toHaveLength(1);
  expect(results.filter(({ situation }) => situation === "WRONG_CODE")).toHaveLength(7);
});

test("a code two steps away is not right", async () => {
  const { email, secret } = await withCodes();
  await forgetSteps(email);
  expect((await give(await challengeFor(email), codeAt(secret, 3))).situation).toBe("WRONG_CODE");
  expect((await give(await challengeFor(email), codeAt(secret, -3))).situation).toBe("WRONG_CODE");
});

test("a backup code works once, typed in any way, and is kept as a hash", async () => {
  const { email, codes } = await withCodes();
  const [first = "", second = ""] = codes;
  expect(new Set(codes).size).toBe(10);
  const kept = await world.admin`select code_hash from auth.backup_codes`;
  expect(JSON.stringify(kept)).not.toContain(first);
  const typed = first.toLowerCase().replace("-", " ");
  const results = await Promise.all(
    (await Promise.all([1, 2, 3, 4].map(() => challengeFor(email)))).map((challenge) => give(challenge, typed)),
  );
  expect(results.filter(({ situation }) => situation === "NONE")).toHaveLength(1);
  expect((await give(await challengeFor(email), first)).situation).toBe("WRONG_CODE");
  expect((await give(await challengeFor(email), second)).situation).toBe("NONE");
});

test("another person's backup code is not right", async () => {
  const one = await withCodes();
  const other = await withCodes();
  expect((await give(await challengeFor(one.email), other.codes[0] ?? "")).situation).toBe("WRONG_CODE");
});

test("a challenge has five tries, however they come, and then even the right code is refused", async () => {
  const { email, secret } = await withCodes();
  await forgetSteps(email);
  const challenge = await challengeFor(email);
  const results = await Promise.all(Array.from({ length: 9 }, () => give(challenge, "not a code")));
  expect(results.every(({ situation }) => situation === "WRONG_CODE")).toBe(true);
  const left = results.map(({ refusal }) => (refusal as { details: { triesLeft: number } }).details.triesLeft);
  expect(left.toSorted()).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4]);
  expect((await give(challenge, codeAt(secret, 0))).refusal).toMatchObject({ details: { triesLeft: 0 } });
  expect((await give(await challengeFor(email), codeAt(secret, 0))).situation).toBe("NONE");
});

test("a challenge ends after five minutes, after use, and for a person who is suspended", async () => {
  const { email, secret, codes } = await withCodes();
  await forgetSteps(email);
  const late = await challengeFor(email);
  await world.admin`update auth.challenges set expires_at = now() where token_hash = ${hashOfToken(late)}`;
  expect((await give(late, codeAt(secret, 0))).situation).toBe("WRONG_CODE");
  const used = await challengeFor(email);
  expect((await give(used, codes[0] ?? "")).situation).toBe("NONE");
  expect((await give(used, codes[1] ?? "")).situation).toBe("WRONG_CODE");
  const suspended = await challengeFor(email);
  await world.admin`update users set status = 'suspended' where email = ${email}`;
  expect((await give(suspended, codes[2] ?? "")).situation).toBe("WRONG_CODE");
  expect((await give("no-such-challenge", codes[3] ?? "")).situation).toBe("WRONG_CODE");
});

test("fresh challenges give no endless tries: an account has 20 wrong codes in a quarter of an hour", async () => {
  const { email, secret } = await withCodes();
  await forgetSteps(email);
  const situations: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const challenge = await challengeFor(email);
    for (let i = 0; i < 5; i += 1) situations.push((await give(challenge, "000 000 0")).situation);
  }
  expect(situations.filter((situation) => situation === "WRONG_CODE")).toHaveLength(20);
  expect(situations.filter((situation) => situation === "TOO_MANY_TRIES")).toHaveLength(5);
  expect((await give(await challengeFor(email), codeAt(secret, 0))).situation).toBe("TOO_MANY_TRIES");
});

test("a known password without the code opens ten challenges from an address, then none", async () => {
  const { email } = await withCodes();
  const address = newAddress();
  for (let i = 0; i < 10; i += 1) await challengeFor(email, address);
  expect((await refusedWith(world.desk.signIn(world.from(address), { email, password }))).situation).toBe(
    "TOO_MANY_TRIES",
  );
});

test("new backup codes end the old ones; turning codes off ends all of them", async () => {
  const { email, token, codes } = await withCodes();
  expect((await refusedWith(world.desk.newBackupCodes(await askerOf(token), "not it at all"))).situation).toBe(
    "WRONG_CREDENTIALS",
  );
  const renewed = await world.desk.newBackupCodes(await askerOf(token), password);
  expect(renewed.codes).toHaveLength(10);
  expect((await give(await challengeFor(email), codes[0] ?? "")).situation).toBe("WRONG_CODE");
  expect((await give(await challengeFor(email), renewed.codes[0] ?? "")).situation).toBe("NONE");
  expect((await refusedWith(world.desk.startCode(await askerOf(token), password))).situation).toBe("NOT_ALLOWED");
  const waiting = await challengeFor(email);
  expect((await refusedWith(world.desk.removeCode(await askerOf(token), "not it at all"))).situation).toBe(
    "WRONG_CREDENTIALS",
  );
  const lower = await world.desk.removeCode(await askerOf(token), password);
  expect((await askerOf(lower)).actor.level).toBe("password");
  expect((await give(waiting, renewed.codes[1] ?? "")).situation).toBe("WRONG_CODE");
  expect((await world.desk.signIn(world.from(newAddress()), { email, password })).answer.next).toBe("done");
});

test("a change of the password ends challenges that still wait", async () => {
  const { email, token, codes } = await withCodes();
  const waiting = await challengeFor(email);
  await world.desk.changePassword(await askerOf(token), { current: password, next: "heron over the weir" });
  expect((await give(waiting, codes[0] ?? "")).situation).toBe("WRONG_CODE");
});
