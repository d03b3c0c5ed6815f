import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

test("what a person prefers holds on all of their devices, and for nobody else", async () => {
  const [one, other, ito] = await Promise.all(
    ["okafor@alder.example", "okafor@alder.example", "ito@alder.example"].map((email) => world.signIn(email)),
  );
  const shortcutsOf = async (person: typeof one) => (await person?.client.access.me.query())?.preferences.shortcuts;
  expect(await shortcutsOf(one)).toBe("on");
  for (const shortcuts of ["off", "lists"] as const)
    await one?.client.access.setPreferences.mutate({ mutationId: newId(), preferences: { shortcuts, digest: false } });
  expect(await shortcutsOf(one)).toBe("lists");
  expect((await one?.client.access.me.query())?.preferences.digest).toBe(false);
  expect(await shortcutsOf(other)).toBe("lists");
  expect(await shortcutsOf(ito)).toBe("on");
  const unknown = { mutationId: newId(), preferences: { shortcuts: "sometimes" as "on" } };
  await expect(one?.client.access.setPreferences.mutate(unknown)).rejects.toMatchObject({
    data: { situation: "INVALID_INPUT" },
  });
});
