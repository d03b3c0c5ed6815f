import { afterAll, beforeAll, expect, test } from "vitest";

import { newMutation, refusalOf, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let reyes: Client;
let park: Client;
beforeAll(async () => {
  world = await startWorld();
  reyes = (await world.signIn("reyes@alder.example")).client;
  park = (await world.signIn("park@alder.example")).client;
});
afterAll(async () => {
  await world?.close();
});

const words = { name: "A short note", channel: "sms", subject: "", body: "{{student}} did well." } as const;
const save = () => reyes.communications.saveTemplate.mutate({ mutationId: newMutation(), line: null, ...words });
const list = (client: Client) => client.communications.templates.query();

test("a retired template is nobody's to send, and comes back with the words it had", async () => {
  const { lineId, version } = await save();
  await reyes.communications.retireTemplate.mutate({ mutationId: newMutation(), lineId, version });
  const { templates, retired } = await list(reyes);
  expect(templates.some((one) => one.lineId === lineId)).toBe(false);
  expect(retired.filter((one) => one.lineId === lineId)).toMatchObject([{ ...words, version }]);
  expect((await list(park)).retired).toEqual([]);

  const again = { lineId, version };
  const back = await reyes.communications.restoreTemplate.mutate({ mutationId: newMutation(), ...again });
  expect(back).toMatchObject({ lineId, version: version + 1 });
  const after = await list(reyes);
  expect(after.templates.find((one) => one.lineId === lineId)).toMatchObject({ ...words, id: back.id });
  expect(after.retired.some((one) => one.lineId === lineId)).toBe(false);
  expect(
    await refusalOf(reyes.communications.restoreTemplate.mutate({ mutationId: newMutation(), ...again })),
  ).toMatchObject({ situation: "ALREADY_DECIDED" });
});

test("of two who bring it back at once one does, and it may be retired and come back as often as it takes", async () => {
  const { lineId, version } = await save();
  await reyes.communications.retireTemplate.mutate({ mutationId: newMutation(), lineId, version });
  const both = await Promise.allSettled(
    [1, 2].map(() => reyes.communications.restoreTemplate.mutate({ mutationId: newMutation(), lineId, version })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await reyes.communications.retireTemplate.mutate({ mutationId: newMutation(), lineId, version: version + 1 });
  expect(
    await refusalOf(reyes.communications.restoreTemplate.mutate({ mutationId: newMutation(), lineId, version })),
  ).toMatchObject({ situation: "STALE_VERSION", details: { version: version + 1 } });
  await reyes.communications.restoreTemplate.mutate({ mutationId: newMutation(), lineId, version: version + 1 });
  expect((await list(reyes)).templates.filter((one) => one.lineId === lineId)).toHaveLength(1);
});
