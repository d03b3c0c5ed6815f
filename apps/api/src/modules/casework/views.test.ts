import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { refusalOf, type Client } from "./casework.fixture.ts";

let world: World;
let park: Client;
let reyes: Client;
beforeAll(async () => {
  world = await startWorld();
  park = (await world.signIn("park@alder.example")).client;
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(() => world.close());

const save = (name: string, viewId: string = newId(), by = park) =>
  by.casework.saveView.mutate({ mutationId: newId(), viewId, name, filters: { status: "open", urgency: "high" } });

it("a view is kept, renamed and dropped, and is its owner's alone", async () => {
  const viewId = newId();
  await save("Urgent", viewId);
  await save("What cannot wait", viewId);
  const mine = await park.casework.views.query();
  expect(mine.filter(({ id }) => id === viewId)).toEqual([
    {
      id: viewId,
      name: "What cannot wait",
      filters: expect.objectContaining({ status: "open", urgency: "high" }) as object,
    },
  ]);
  expect((await reyes.casework.views.query()).some(({ id }) => id === viewId)).toBe(false);
  // Somebody else's id neither changes nor drops it.
  await save("Taken over", viewId, reyes);
  expect(await reyes.casework.dropView.mutate({ mutationId: newId(), viewId })).toEqual({ gone: false });
  expect((await park.casework.views.query()).find(({ id }) => id === viewId)?.name).toBe("What cannot wait");
  expect(await park.casework.dropView.mutate({ mutationId: newId(), viewId })).toEqual({ gone: true });
  expect(await park.casework.dropView.mutate({ mutationId: newId(), viewId })).toEqual({ gone: false });
});

it("names are taken once, and there is an end to them", async () => {
  await save("Overdue");
  expect(await refusalOf(save("Overdue"))).toMatchObject({ situation: "INVALID_INPUT", field: "name" });
  const held = (await park.casework.views.query()).length;
  for (let count = held; count < 30; count += 1) await save(`View ${count}`);
  expect(await refusalOf(save("One more"))).toMatchObject({ situation: "TOO_LARGE", field: "name" });
  // One that is there already may still be changed.
  const [first] = await park.casework.views.query();
  expect(await save("Renamed", first?.id)).toMatchObject({ name: "Renamed" });
});
