import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { expect, test } from "vitest";

import { leftUnmarked, rollWords, sectionsOf, verbOf } from "./row-facts.ts";

const session = (more: Partial<SessionListRow> = {}): SessionListRow => ({
  id: "0193b3c0-0000-7000-8000-000000000001" as SessionListRow["id"],
  kind: "intervention",
  title: "Reading Boost",
  startsAt: "2026-11-21T09:55:00.000Z",
  endsAt: "2026-11-21T10:25:00.000Z",
  status: "scheduled",
  cancelledReason: null,
  location: "Room 4",
  facilitatorId: null,
  facilitator: null,
  expected: 8,
  unmarked: 8,
  zone: "Europe/London",
  mayRecord: true,
  ...more,
});

test.each([
  { name: "running, unmarked", clock: "10:00", more: {}, verb: { label: "Take roll", isUrgent: true } },
  { name: "about to start", clock: "09:41", more: {}, verb: { label: "Take roll", isUrgent: true } },
  { name: "later today", clock: "09:39", more: {}, verb: { label: "Open", isUrgent: false } },
  { name: "over with gaps", clock: "11:00", more: { unmarked: 1 }, verb: { label: "Take roll", isUrgent: false } },
  { name: "all marked", clock: "10:00", more: { unmarked: 0 }, verb: { label: "Open", isUrgent: false } },
  { name: "finished", clock: "10:00", more: { status: "completed" }, verb: { label: "See roster", isUrgent: false } },
  { name: "cancelled", clock: "10:00", more: { status: "cancelled" }, verb: { label: "See roster", isUrgent: false } },
  { name: "another's", clock: "10:00", more: { mayRecord: false }, verb: { label: "See roster", isUrgent: false } },
] as const)("$name", ({ clock, more, verb }) => {
  expect(verbOf(session(more), `2026-11-21T${clock}:00.000Z`)).toEqual(verb);
});

test.each([
  [{ unmarked: 8 }, "Not marked yet"],
  [{ unmarked: 1 }, "1 of 8 unmarked"],
  [{ unmarked: 0 }, "All 8 marked"],
  [{ expected: 1, unmarked: 0 }, "Marked"],
  [{ expected: 0, unmarked: 0 }, "Nobody expected"],
])("%j reads %s", (more, words) => {
  expect(rollWords(session(more))).toBe(words);
});

test("the day falls into now, next and earlier, and empty parts are not shown", () => {
  const now = "2026-11-21T10:00:00.000Z";
  const later = session({ startsAt: "2026-11-21T13:00:00.000Z", endsAt: "2026-11-21T13:30:00.000Z" });
  expect(sectionsOf([session(), later], now).map(({ title }) => title)).toEqual(["Now", "Next"]);
  expect(sectionsOf([], now)).toEqual([]);
});

test("only what this person may mark counts as left behind", () => {
  const now = "2026-11-21T11:00:00.000Z";
  const all = [session(), session({ unmarked: 0 }), session({ mayRecord: false }), session({ status: "cancelled" })];
  expect(leftUnmarked(all, now)).toEqual([session()]);
});
