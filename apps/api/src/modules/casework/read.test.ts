import { demoIds } from "@handrail/db/seed/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let park: Awaited<ReturnType<World["signIn"]>>["client"];
let reyes: typeof park;
beforeAll(async () => {
  world = await startWorld();
  park = (await world.signIn("park@alder.example")).client;
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(() => world.close());

describe("the demo's cases", () => {
  it("are listed, longest since contact first, in pages that come to the whole", async () => {
    const whole = await reyes.casework.list.query({ limit: 100 });
    expect(whole).toMatchObject({ covers: "school", next: null });
    expect(whole.cases).toHaveLength(30);
    const days = whole.cases.map((one) => one.lastContactOn);
    expect(days).toEqual([...days].sort((a, b) => a.localeCompare(b)));
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reyes.casework.list.query({ limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.cases.map((one) => one.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole.cases.map((one) => one.id));
  });

  it("show a form master their own alone, whatever they ask for", async () => {
    for (const scope of ["mine", "all"] as const) {
      const { cases, covers } = await park.casework.list.query({ scope });
      expect(covers).toBe("mine");
      expect(cases.length).toBeGreaterThan(10);
      expect(new Set(cases.map((one) => one.opener.id))).toEqual(new Set([demoIds.user("alder", "park")]));
    }
  });
});
