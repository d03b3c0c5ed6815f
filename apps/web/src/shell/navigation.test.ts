import type { NavigationNode } from "@handrail/domain/access/schema";
import { expect, test } from "vitest";

import { linksOf, sectionsOf } from "./navigation.ts";

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
