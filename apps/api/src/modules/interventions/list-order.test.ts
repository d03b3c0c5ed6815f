import { byWords } from "@handrail/domain/kernel/word-order";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";

import type { Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

it("names are in the order of words, not of bytes, and a page goes on where the last one ended", async () => {
  const { rows: before } = await reyes.interventions.list.query({ scope: "all" });
  const names = ["tab", "Émile", "Group 10", "Group 2", "group 3"];
  for (const [place, name] of names.entries())
    await admin`update interventions set name = ${name} where id = ${before[place]?.id ?? ""}`;
  const { rows } = await reyes.interventions.list.query({ scope: "all" });
  const found = rows.map(({ name }) => name);
  const sorted = ["Émile", "Group 2", "group 3", "Group 10", "tab"];
  expect(found.filter((name) => names.includes(name))).toEqual(sorted);
  expect(found).toEqual(found.toSorted(byWords));
  const cut = rows.find(({ name }) => name === "group 3");
  const { rows: later } = await reyes.interventions.list.query({
    scope: "all",
    cursor: { name: cut?.name ?? "", id: cut?.id as never },
  });
  expect(later.map(({ name }) => name).filter((name) => names.includes(name))).toEqual(["Group 10", "tab"]);
});
