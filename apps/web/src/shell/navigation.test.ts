import type { NavigationNode } from "@handrail/domain/access/schema";
import { expect, test } from "vitest";

import { linksOf, phoneLinks, sectionsOf } from "./navigation.ts";

const node = (id: string, more: Partial<NavigationNode> = {}): NavigationNode => ({
  id,
  parentId: null,
  type: "link",
  label: id,
  path: `/${id}`,
  icon: null,
  tool: null,
  ...more,
});

test("links beside each other make one run; a group and a divider end it", () => {
  const sections = sectionsOf([
    node("today"),
    node("inbox"),
    node("support", { type: "group", path: null }),
    node("sessions", { parentId: "support" }),
    node("line", { type: "divider", path: null }),
    node("account"),
  ]);
  expect(sections.map(({ label, links }) => [label, links.map(({ id }) => id)])).toEqual([
    [null, ["today", "inbox"]],
    ["support", ["sessions"]],
    [null, ["account"]],
  ]);
});

test("what leads nowhere is not shown", () => {
  expect(linksOf([node("a", { path: null }), node("empty", { type: "group", path: null })])).toEqual([]);
});

test("a phone shows what people of a role open most, and keeps the menu's order for the rest", () => {
  const menu = linksOf([
    node("today", { path: "/" }),
    ...["inbox", "students", "cases", "interventions", "sessions", "insights"].map((id) => node(id)),
  ]);
  const ids = (roles: readonly string[], links = menu) => {
    const { shown, rest } = phoneLinks(links, roles);
    return [shown.map(({ id }) => id), rest.map(({ id }) => id)];
  };
  expect(ids(["form_master"])).toEqual([
    ["today", "cases", "students", "inbox"],
    ["interventions", "sessions", "insights"],
  ]);
  expect(
    ids(
      ["facilitator"],
      menu.filter(({ id }) => id !== "cases"),
    ),
  ).toEqual([
    ["today", "sessions", "students", "inbox"],
    ["interventions", "insights"],
  ]);
  expect(ids(["admissions"], menu.slice(0, 2))).toEqual([["today", "inbox"], []]);
});
