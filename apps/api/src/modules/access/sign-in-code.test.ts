import { afterAll, beforeAll, expect, test } from "vitest";

import { codeAt, startCodes } from "./codes.fixture.ts";
import { refusedWith } from "./desk.fixture.ts";
import { hashOfToken } from "./token.ts";

let world: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  world = await startCodes();
});
afterAll(async () => {
  await world?.close();
});

test("a code opens the sign-in once: the same code again is refused, and a step before it too", async () => {
  const { email, secret, spent } = await world.withCodes();
  expect((await world.give(await world.challengeFor(email), spent)).situation).toBe("WRONG_CODE");
  await world.forgetSteps(email);
  const code = codeAt(secret, 0);
  const { token } = await world.desk.signInCode(world.from(world.newAddress()), {
    challenge: await world.challengeFor(email),
    code,
  });
  expect((await world.askerOf(token)).actor.level).toBe("code");
  expect((await world.give(await world.challengeFor(email), code)).situation).toBe("WRONG_CODE");
  expect((await world.give(await world.challengeFor(email), codeAt(secret, -1))).situation).toBe("WRONG_CODE");
});

test("one code sent many times at once opens one sign-in", async () => {
  const { email, secret } = await world.withCodes();
  await world.forgetSteps(email);
  const challenges = await Promise.all(Array.from({ length: 8 }, () => world.challengeFor(email)));
  const code = codeAt(secret, 0);
  const results = await Promise.all(challenges.map((challenge) => world.give(challenge, code)));
  expect(results.filter(({ situation }) => situation === "NONE")).toHaveLength(1);
  expect(results.filter(({ situation }) => situation === "WRONG_CODE")).toHaveLength(7);
});

test("a code two steps away is not right", async () => {
  const { email, secret } = await world.withCodes();
  await world.forgetSteps(email);
  expect((await world.give(await world.challengeFor(email), codeAt(secret, 3))).situation).toBe("WRONG_CODE");
  expect((await world.give(await world.challengeFor(email), codeAt(secret, -3))).situation).toBe("WRONG_CODE");
});

test("a backup code works once, typed in any way, and is kept as a hash", async () => {
  const { email, codes } = await world.withCodes();
  const [first = "", second = ""] = codes;
  expect(new Set(codes).size).toBe(10);
  const kept = await world.admin`select code_hash from auth.backup_codes`;
  expect(JSON.stringify(kept)).not.toContain(first);
  const typed = first.toLowerCase().replace("-", " ");
  const results = await Promise.all(
    (await Promise.all([1, 2, 3, 4].map(() => world.challengeFor(email)))).map((challenge) =>
      world.give(challenge, typed),
    ),
  );
  expect(results.filter(({ situation }) => situation === "NONE")).toHaveLength(1);
  expect((await world.give(await world.challengeFor(email), first)).situation).toBe("WRONG_CODE");
  expect((await world.give(await world.challengeFor(email), second)).situation).toBe("NONE");
});

test("another person's backup code is not right", async () => {
  const one = await world.withCodes();
  const other = await world.withCodes();
  expect((await world.give(await world.challengeFor(one.email), other.codes[0] ?? "")).situation).toBe("WRONG_CODE");
});

test("a challenge has five tries, however they come, and then even the right code is refused", async () => {
  const { email, secret } = await world.withCodes();
  await world.forgetSteps(email);
  const challenge = await world.challengeFor(email);
  const results = await Promise.all(Array.from({ length: 9 }, () => world.give(challenge, "not a code")));
  expect(results.every(({ situation }) => situation === "WRONG_CODE")).toBe(true);
  const left = results.map(({ refusal }) => (refusal as { details: { triesLeft: number } }).details.triesLeft);
  expect(left.toSorted((x, y) => x - y)).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4]);
  expect((await world.give(challenge, codeAt(secret, 0))).refusal).toMatchObject({ details: { triesLeft: 0 } });
  expect((await world.give(await world.challengeFor(email), codeAt(secret, 0))).situation).toBe("NONE");
});

test("a challenge ends after five minutes, after use, and for a person who is suspended", async () => {
  const { email, secret, codes } = await world.withCodes();
  await world.forgetSteps(email);
  const late = await world.challengeFor(email);
  await world.admin`update auth.challenges set expires_at = now() where token_hash = ${hashOfToken(late)}`;
  expect((await world.give(late, codeAt(secret, 0))).situation).toBe("WRONG_CODE");
  const used = await world.challengeFor(email);
  expect((await world.give(used, codes[0] ?? "")).situation).toBe("NONE");
  expect((await world.give(used, codes[1] ?? "")).situation).toBe("WRONG_CODE");
  const suspended = await world.challengeFor(email);
  await world.admin`update users set status = 'suspended' where email = ${email}`;
  expect((await world.give(suspended, codes[2] ?? "")).situation).toBe("WRONG_CODE");
  expect((await world.give("no-such-challenge", codes[3] ?? "")).situation).toBe("WRONG_CODE");
});

test("fresh challenges give no endless tries: an account has 20 wrong codes in a quarter of an hour", async () => {
  const { email, secret } = await world.withCodes();
  await world.forgetSteps(email);
  const situations: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const challenge = await world.challengeFor(email);
    for (let i = 0; i < 5; i += 1) situations.push((await world.give(challenge, "000 000 0")).situation);
  }
  expect(situations.filter((situation) => situation === "WRONG_CODE")).toHaveLength(20);
  expect(situations.filter((situation) => situation === "TOO_MANY_TRIES")).toHaveLength(5);
  expect((await world.give(await world.challengeFor(email), codeAt(secret, 0))).situation).toBe("TOO_MANY_TRIES");
});

test("a known password without the code opens ten challenges from an address, then none", async () => {
  const { email } = await world.withCodes();
  const address = world.newAddress();
  for (let i = 0; i < 10; i += 1) await world.challengeFor(email, address);
  expect((await refusedWith(world.signIn(email, address))).situation).toBe("TOO_MANY_TRIES");
});
