import { expect, test } from "vitest";

import { visibleNavigation } from "./navigation.ts";
import type { NavigationNode } from "./schema.ts";

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
const group = (id: string, more: Partial<NavigationNode> = {}) => node(id, { type: "group", path: null, ...more });
const divider = (id: string, more: Partial<NavigationNode> = {}) => node(id, { type: "divider", path: null, ...more });

const ids = (nodes: readonly NavigationNode[]) => nodes.map(({ id }) => id);

test("a link needs its tool, one without a tool needs none", () => {
  const menu = [node("today", { tool: "today" }), node("sessions", { tool: "sessions" }), node("help")];
  expect(ids(visibleNavigation(menu, ["today"]))).toEqual(["today", "help"]);
  expect(ids(visibleNavigation(menu, ["today", "sessions"]))).toEqual(["today", "sessions", "help"]);
});

test("a group with several visible children stands before them", () => {
  const menu = [group("support"), node("tail"), node("a", { parentId: "support" }), node("b", { parentId: "support" })];
  expect(ids(visibleNavigation(menu, []))).toEqual(["support", "a", "b", "tail"]);
});

test("a group with one visible child is replaced by it, in its place", () => {
  const menu = [
    node("today"),
    group("support"),
    node("tail"),
    node("a", { parentId: "support", tool: "sessions" }),
    node("b", { parentId: "support", tool: "account" }),
  ];
  const shown = visibleNavigation(menu, ["sessions"]);
  expect(ids(shown)).toEqual(["today", "a", "tail"]);
  expect(shown[1]?.parentId).toBeNull();
});

test("a group without a visible child disappears, and so does one whose tool is missing", () => {
  const menu = [
    group("empty"),
    group("hidden", { tool: "sessions" }),
    node("a", { parentId: "hidden" }),
    node("b", { parentId: "hidden" }),
    group("locked"),
    node("c", { parentId: "locked", tool: "sessions" }),
  ];
  expect(visibleNavigation(menu, ["today"])).toEqual([]);
});

test("groups within groups fold from the inside", () => {
  const menu = [
    group("outer"),
    group("inner", { parentId: "outer" }),
    node("a", { parentId: "inner" }),
    node("b", { parentId: "inner", tool: "sessions" }),
    node("c", { parentId: "outer", tool: "sessions" }),
  ];
  expect(ids(visibleNavigation(menu, []))).toEqual(["a"]);
  expect(visibleNavigation(menu, [])[0]?.parentId).toBeNull();
  expect(visibleNavigation(menu, ["sessions"]).map(({ id, parentId }) => [id, parentId])).toEqual([
    ["outer", null],
    ["inner", "outer"],
    ["a", "inner"],
    ["b", "inner"],
    ["c", "outer"],
  ]);
});

test("the whole of an only inner group moves up", () => {
  const menu = [
    group("outer"),
    group("inner", { parentId: "outer" }),
    node("a", { parentId: "inner" }),
    node("b", { parentId: "inner" }),
  ];
  expect(visibleNavigation(menu, []).map(({ id, parentId }) => [id, parentId])).toEqual([
    ["inner", null],
    ["a", "inner"],
    ["b", "inner"],
  ]);
});

test("a divider is shown between two things only", () => {
  const menu = [
    divider("first"),
    node("a"),
    divider("second"),
    node("gone", { tool: "sessions" }),
    divider("third"),
    node("b"),
    divider("last"),
  ];
  expect(ids(visibleNavigation(menu, []))).toEqual(["a", "second", "b"]);
  expect(visibleNavigation([divider("only")], [])).toEqual([]);
});

test("a divider alone does not keep a group", () => {
  expect(visibleNavigation([group("g"), divider("d", { parentId: "g" })], [])).toEqual([]);
});

test("what hangs on nothing, or on itself, is not shown", () => {
  const menu = [node("lost", { parentId: "nowhere" }), group("x", { parentId: "y" }), group("y", { parentId: "x" })];
  expect(visibleNavigation([...menu, node("a")], []).map(({ id }) => id)).toEqual(["a"]);
});
