import { afterAll, beforeAll, expect, test } from "vitest";

import { demoPassword, startWorld, type World } from "../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

test("copies open to one sign-in alone, typed words to all sign-ins of their writer and to nobody else", async () => {
  const keysOf = async (email: string) => (await world.signIn(email)).client.access.deviceKeys.query();
  const [first, second, other] = [
    await keysOf("okafor@alder.example"),
    await keysOf("okafor@alder.example"),
    await keysOf("reyes@alder.example"),
  ];
  expect(second.words).toBe(first.words);
  expect(new Set([first.copies, second.copies, other.copies, first.words, other.words]).size).toBe(5);
});

test("an ended sign-in and a locked device get no keys", async () => {
  const { client } = await world.signIn("okafor@alder.example");
  const before = await client.access.deviceKeys.query();
  await client.access.setPin.mutate({ pin: "4821", password: demoPassword });
  await client.access.shareDevice.mutate({ lockAfterMinutes: 10 });
  await client.access.lock.mutate();
  await expect(client.access.deviceKeys.query()).rejects.toMatchObject({ data: { situation: "DEVICE_LOCKED" } });
  await client.access.unlock.mutate({ pin: "4821" });
  expect(await client.access.deviceKeys.query()).toEqual(before);
  await client.access.signOut.mutate();
  await expect(client.access.deviceKeys.query()).rejects.toMatchObject({ data: { situation: "NOT_SIGNED_IN" } });
});
