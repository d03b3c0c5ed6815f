import { Secret } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";

import { codeAt, startCodes } from "./codes.fixture.ts";
import { password, refusedWith } from "./desk.fixture.ts";
import { hashOfToken } from "./token.ts";

let world: Awaited<ReturnType<typeof startCodes>>;
beforeAll(async () => {
  world = await startCodes();
});
afterAll(async () => {
  await world?.close();
});

test("turning codes on asks for the password, keeps the secret sealed and gives a new token", async () => {
  const email = await world.addPerson();
  const { token } = await world.signIn(email);
  const other = await world.signIn(email);
  expect(await refusedWith(world.desk.startCode(await world.askerOf(token), "not the password"))).toMatchObject({
    situation: "WRONG_CREDENTIALS",
    refusal: { field: "password" },
  });
  const { secret, uri } = await world.desk.startCode(await world.askerOf(token), password);
  expect(uri).toContain("otpauth://totp/Handrail");
  const [row] = await world.admin`
    select k.secret, k.confirmed_at from auth.totp k join users u on u.id = k.user_id where u.email = ${email}`;
  expect(row?.["confirmed_at"]).toBeNull();
  expect(Buffer.from(row?.["secret"] as Uint8Array).includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
  // Not confirmed: nothing is asked for yet.
  expect((await world.signIn(email)).answer.next).toBe("done");
  expect((await refusedWith(world.desk.confirmCode(await world.askerOf(token), "000"))).situation).toBe("WRONG_CODE");

  const confirmed = await world.desk.confirmCode(await world.askerOf(token), codeAt(secret, 0));
  expect(confirmed.codes).toHaveLength(10);
  expect(confirmed.token).not.toBe(token);
  expect((await world.askerOf(confirmed.token)).actor.level).toBe("code");
  expect((await world.askerOf(token)).actor.userId).toBeUndefined();
  const [ended] = await world.admin`
    select ended_reason from auth.sessions where token_hash = ${hashOfToken(other.token ?? "")}`;
  expect(ended?.["ended_reason"]).toBe("code");
});

test("new backup codes end the old ones; turning codes off ends all of them", async () => {
  const { email, token, codes } = await world.withCodes();
  expect((await refusedWith(world.desk.newBackupCodes(await world.askerOf(token), "not it at all"))).situation).toBe(
    "WRONG_CREDENTIALS",
  );
  const renewed = await world.desk.newBackupCodes(await world.askerOf(token), password);
  expect(renewed.codes).toHaveLength(10);
  expect((await world.give(await world.challengeFor(email), codes[0] ?? "")).situation).toBe("WRONG_CODE");
  expect((await world.give(await world.challengeFor(email), renewed.codes[0] ?? "")).situation).toBe("NONE");
  expect((await refusedWith(world.desk.startCode(await world.askerOf(token), password))).situation).toBe("NOT_ALLOWED");
  const waiting = await world.challengeFor(email);
  expect((await refusedWith(world.desk.removeCode(await world.askerOf(token), "not it at all"))).situation).toBe(
    "WRONG_CREDENTIALS",
  );
  const lower = await world.desk.removeCode(await world.askerOf(token), password);
  expect((await world.askerOf(lower)).actor.level).toBe("password");
  expect((await world.give(waiting, renewed.codes[1] ?? "")).situation).toBe("WRONG_CODE");
  expect((await world.signIn(email)).answer.next).toBe("done");
});

test("a change of the password ends challenges that still wait", async () => {
  const { email, token, codes } = await world.withCodes();
  const waiting = await world.challengeFor(email);
  await world.desk.changePassword(await world.askerOf(token), {
    current: password,
    next: "heron over the weir",
    endTokens: false,
  });
  expect((await world.give(waiting, codes[0] ?? "")).situation).toBe("WRONG_CODE");
});
