import { afterAll, beforeAll, expect, test } from "vitest";

import { startBrowser } from "./browser.fixture.ts";

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test("me: the person, their school, what they may do and their menu, in its groups", async () => {
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
  expect(me.tools.toSorted()).toEqual(["account", "inbox", "interventions", "sessions", "students", "today"]);
  const support = me.navigation.find(({ label }) => label === "Support")?.id ?? "";
  expect(me.navigation.map(({ label, type, parentId }) => [label, type, parentId])).toEqual([
    ["Today", "link", null],
    ["Inbox", "link", null],
    ["Students", "link", null],
    ["Support", "group", null],
    ["Interventions", "link", support],
    ["Sessions", "link", support],
    ["", "divider", null],
    ["Account", "link", null],
  ]);
});

test("a role without the sessions tool has no Sessions in its menu, and a group of one is that one", async () => {
  const menuOf = async (email: string) =>
    (await (await browser.world.signIn(email)).client.access.me.query()).navigation.map(({ label, type }) => [
      label,
      type,
    ]);
  expect(await menuOf("novak@alder.example")).toEqual([
    ["Today", "link"],
    ["Inbox", "link"],
    ["", "divider"],
    ["Account", "link"],
  ]);
  expect(await menuOf("sen@alder.example")).toEqual([
    ["Today", "link"],
    ["Inbox", "link"],
    ["Students", "link"],
    ["Interventions", "link"],
    ["", "divider"],
    ["Account", "link"],
  ]);
});
