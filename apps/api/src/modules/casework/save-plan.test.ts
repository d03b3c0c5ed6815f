import { afterAll, beforeAll, expect, it } from "vitest";

import { newMutation, refusalOf, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let haddad: Client;
let park: Client;
beforeAll(async () => {
  world = await startWorld();
  haddad = (await world.signIn("haddad@alder.example")).client;
  park = (await world.signIn("park@alder.example")).client;
});
afterAll(async () => {
  await world?.close();
});

it("a ready plan is written, changed and removed, and everybody has it as it is now", async () => {
  const words = { rootCause: "family", title: "Call the aunt", body: "Call on Mondays." } as const;
  const offered = async (id: string) => (await park.casework.planTemplates.query()).find((one) => one.id === id);
  const { planId } = await haddad.casework.savePlan.mutate({ mutationId: newMutation(), existing: null, ...words });
  expect(await offered(planId)).toEqual({ id: planId, ...words, version: 1 });
  const change = (version: number) =>
    haddad.casework.savePlan.mutate({
      mutationId: newMutation(),
      existing: { planId, version },
      ...words,
      body: "Call on Fridays.",
    });
  expect(await change(1)).toEqual({ planId, version: 2 });
  expect(await refusalOf(change(1))).toMatchObject({ situation: "STALE_VERSION" });
  expect(await offered(planId)).toMatchObject({ body: "Call on Fridays.", version: 2 });
  await haddad.casework.dropPlan.mutate({ mutationId: newMutation(), planId, version: 2 });
  expect(await offered(planId)).toBeUndefined();
  expect(await refusalOf(change(3))).toMatchObject({ situation: "NOT_FOUND" });
  const blank = { mutationId: newMutation(), existing: null, ...words, title: " " };
  expect(await refusalOf(haddad.casework.savePlan.mutate(blank))).toMatchObject({ situation: "INVALID_INPUT" });
});
