import { demoIds } from "@handrail/db/seed/ids";
import type { TeamRole } from "@handrail/domain/interventions/schema";
import { afterAll, beforeAll, expect, test } from "vitest";

import { newMutation, person, refusalOf, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

const interventionId = demoIds.intervention("alder", "reading-boost");
const userId = person("novak");

let world: World;
let reyes: Client;
let haddad: Client;
beforeAll(async () => {
  world = await startWorld();
  reyes = (await world.signIn("reyes@alder.example")).client;
  haddad = (await world.signIn("haddad@alder.example")).client;
});
afterAll(async () => {
  await world?.close();
});

const put = (client: Client, teamRole: TeamRole | null, seen: TeamRole | null) =>
  client.interventions.setTeamRole.mutate({ mutationId: newMutation(), interventionId, userId, teamRole, seen });
const partOf = async (): Promise<TeamRole | null> => {
  const { team } = await reyes.interventions.get.query({ interventionId });
  return team.find((one) => one.userId === userId)?.teamRole ?? null;
};

test("two give somebody another part: the second is told of the first's, and says again which it is to be", async () => {
  await put(reyes, "lead", null);
  expect(await refusalOf(put(haddad, "observer", null))).toMatchObject({
    situation: "STALE_VERSION",
    details: { teamRole: "lead" },
  });
  expect(await partOf()).toBe("lead");
  // The same wish twice is no conflict.
  const { version } = await put(haddad, "lead", null);
  expect(version).toBe((await put(reyes, "lead", "observer")).version);
  await put(haddad, "observer", "lead");
  expect(await partOf()).toBe("observer");
});

test("whom one took off the team meanwhile is not put back unseen", async () => {
  await put(reyes, null, await partOf());
  expect(await refusalOf(put(haddad, "support", "observer"))).toMatchObject({
    situation: "STALE_VERSION",
    details: { teamRole: null },
  });
  expect(await partOf()).toBeNull();
});

test("of two at the same moment one is told", async () => {
  const seen = await partOf();
  const both = await Promise.allSettled([put(reyes, "lead", seen), put(haddad, "support", seen)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});
