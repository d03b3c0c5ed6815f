import { memoryKeyring } from "@handrail/db/vault/keyring";
import { expect, test } from "vitest";

import { deviceCookie, knownDevice, readDevice, withDevice } from "./known-device.ts";

const keyring = memoryKeyring();
const [okafor, reyes] = ["okafor@alder.example", "reyes@alder.example"];

test("a device is known for the accounts that signed in on it, and for no other", () => {
  const cookie = withDevice(keyring, reyes, withDevice(keyring, okafor, null));
  expect(knownDevice(keyring, okafor, cookie)).toBeDefined();
  expect(knownDevice(keyring, reyes, cookie)).toBeDefined();
  expect(knownDevice(keyring, "park@alder.example", cookie)).toBeUndefined();
  expect(knownDevice(memoryKeyring(), okafor, cookie)).toBeUndefined();
  expect(knownDevice(keyring, okafor, cookie.replaceAll(".", ".A"))).toBeUndefined();
  for (const nonsense of [null, "", "~", ".", "~".repeat(5_000), "x".repeat(5_000)])
    expect(knownDevice(keyring, okafor, nonsense)).toBeUndefined();
});

test("it holds ten people and no name", () => {
  let cookie: string | null = null;
  for (let n = 0; n < 12; n += 1) cookie = withDevice(keyring, `p${n}@alder.example`, cookie);
  const isKnown = (n: number): boolean => knownDevice(keyring, `p${n}@alder.example`, cookie) !== undefined;
  expect([0, 1, 2, 11].map(isKnown)).toEqual([false, false, true, true]);
  expect(cookie).not.toContain("alder");
  expect(cookie?.length).toBeLessThan(700);
});

test.each([true, false])("it is read back from its cookie (secure: %s)", (isSecure) => {
  const value = withDevice(keyring, okafor, null);
  const sent = deviceCookie(value, isSecure).split(";")[0];
  expect(readDevice(`a=b; ${sent}; c=d`, isSecure)).toBe(value);
  expect(readDevice("a=b", isSecure)).toBeNull();
});
