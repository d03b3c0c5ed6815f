import type { ThreadEntry } from "@handrail/domain/students/schema";
import { describe, expect, test } from "vitest";

import { itemsOf, mondayOf, weeksOf } from "./thread-items.ts";

const mark = (day: string, status: string, text: string | null = null): ThreadEntry => ({
  id: `${day} ${status}`,
  lane: "attendance",
  kind: "mark",
  at: `${day}T09:00:00.000Z`,
  day,
  who: null,
  title: "Reading Boost",
  status,
  text,
  value: null,
  isRestricted: false,
  isWithdrawn: false,
  sessionId: null,
  interventionId: null,
  caseId: null,
});

const shapes = (entries: readonly ThreadEntry[]) =>
  itemsOf(entries).map((item) => (item.kind === "run" ? item.entries.length : item.entry.status));

describe("runs of Present", () => {
  const days = ["2026-11-20", "2026-11-18", "2026-11-16", "2026-11-13", "2026-11-11"];
  const all = (status: string) => days.map((day) => mark(day, status));

  test("fold into one line from three on; other marks never do", () => {
    expect(shapes(all("present"))).toEqual([5]);
    expect(shapes(all("present").slice(0, 2))).toEqual(["present", "present"]);
    expect(shapes(all("absent"))).toEqual(["absent", "absent", "absent", "absent", "absent"]);
  });

  test("end at whatever else happened, and a mark with a note stands for itself", () => {
    const [first, second, third, fourth, fifth] = all("present");
    if (!first || !second || !third || !fourth || !fifth) throw new Error("five days");
    expect(shapes([first, second, third, mark("2026-11-12", "absent"), fourth, fifth])).toEqual([
      3,
      "absent",
      "present",
      "present",
    ]);
    expect(shapes([first, second, mark("2026-11-16", "present", "left early"), fourth, fifth])).toEqual(
      Array.from({ length: 5 }, () => "present"),
    );
  });

  test("nothing is lost: every entry is in one item, in order", () => {
    const mixed = ["present", "present", "present", "tardy", "present", "present", "present", "present"].map(
      (status, index) => mark(`2026-10-${String(28 - index * 2).padStart(2, "0")}`, status),
    );
    const shown = itemsOf(mixed).flatMap((item) => (item.kind === "run" ? item.entries : [item.entry]));
    expect(shown).toEqual(mixed);
  });

  test("stand in the week they ended in", () => {
    const weeks = weeksOf(all("present").concat(mark("2026-11-10", "absent"), mark("2026-11-02", "absent")));
    expect(weeks.map(({ monday, items }) => [monday, items.length])).toEqual([
      ["2026-11-16", 1],
      ["2026-11-09", 1],
      ["2026-11-02", 1],
    ]);
  });
});

test.each([
  ["2026-11-16", "2026-11-16"],
  ["2026-11-22", "2026-11-16"],
  ["2026-11-21", "2026-11-16"],
  ["2027-01-01", "2026-12-28"],
])("the week of %s begins on %s", (day, monday) => expect(mondayOf(day)).toBe(monday));
