import { afterAll, beforeAll, expect, test } from "vitest";

import { startBrowser } from "./browser.fixture.ts";

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test("me: the person, their school, what they may do and their menu, with Support folded into Sessions", async () => {
  const { client } = await browser.world.signIn("okafor@alder.example");
  const me = await client.access.me.query();
  expect(me).toMatchObject({
    name: "Ms Okafor",
    email: "okafor@alder.example",
    tenantName: "Alder Street School",
    tenantKind: "school",
    zone: "Europe/London",
    permissions: ["attendance.walk_in"],
    hasCode: false,
    isDemo: true,
  });
  expect(me.roles.map(({ key }) => key)).toEqual(["facilitator"]);
  expect(me.tools.toSorted()).toEqual(["account", "sessions", "today"]);
  expect(me.navigation.map(({ label, type, parentId }) => [label, type, parentId])).toEqual([
    ["Today", "link", null],
    ["Sessions", "link", null],
    ["", "divider", null],
    ["Account", "link", null],
  ]);
});

test("a role without the sessions tool has no Sessions in its menu", async () => {
  const { client } = await browser.world.signIn("novak@alder.example");
  expect((await client.access.me.query()).navigation.map(({ label }) => label)).toEqual(["Today", "", "Account"]);
});
