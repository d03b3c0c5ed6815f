import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import type { Line, Point } from "./line.ts";
import {
  aimLine,
  baselineOf,
  currentAim,
  defaultSettings,
  neededRate,
  reaches,
  sinceChange,
  splitAtPhases,
  type GoalFacts,
} from "./rules.ts";

const start = "2026-09-07";
const weekly = (...values: readonly number[]): Point[] =>
  values.map((value, index) => ({ on: addDays(start, index * 7), value }));

const goal: GoalFacts = {
  baseline: null,
  startsOn: start,
  target: 50,
  targetOn: addDays(start, 70),
  higherIsBetter: true,
};
/** From 20, 3 a week. */
const aim: Line = { through: { on: start, value: 20 }, perWeek: 3 };

describe("the baseline", () => {
  test.each([
    [[], null],
    [[12, 30], null],
    [[12, 30, 18], 18],
    [[12, 30, 18, 99, 99], 18],
  ])("of %j is %s", (values, baseline) => {
    expect(baselineOf(weekly(...values), 3)).toBe(baseline);
  });

  test("is of the first days, however the points arrive", () => {
    expect(baselineOf(weekly(12, 30, 18, 99).toReversed(), 3)).toBe(18);
  });
});

test("the aim line runs from the baseline to the target", () => {
  expect(aimLine(goal, 20)).toEqual(aim);
  expect(aimLine(goal, null)).toBeNull();
});

describe("the aim line after a change of the plan", () => {
  const points = weekly(20, 21, 22, 21, 22);
  const facts = { points, baseline: 20, changes: [addDays(start, 35)], settings: defaultSettings };
  test("starts from where the student stood: the median of the last points before it", () => {
    const found = currentAim(goal, facts);
    expect(found?.through).toEqual({ on: addDays(start, 35), value: 22 });
    expect(found?.perWeek).toBeCloseTo((50 - 22) / 5, 9);
  });
  test.each([
    ["no change", { changes: [] }],
    ["the setting keeps the first aim", { settings: { ...defaultSettings, afterChange: "first_aim" as const } }],
    ["a change before there was a point", { changes: [start] }],
    ["a change after the day of the goal", { changes: [addDays(start, 70)] }],
  ])("stays the first one: %s", (_, more) => {
    expect(currentAim(goal, { ...facts, ...more })).toEqual(aim);
  });
  test("starts from the latest of several changes", () => {
    const changes = [addDays(start, 21), addDays(start, 7)];
    expect(currentAim(goal, { ...facts, changes })?.through).toEqual({ on: addDays(start, 21), value: 21 });
  });
});

describe("the needed rate", () => {
  test.each([
    [start, 20, 3],
    [addDays(start, 35), 20, 6],
    [addDays(start, 35), 60, -2],
    [addDays(start, 70), 20, null],
    [addDays(start, 90), 20, null],
  ])("on %s from %s is %s a week", (today, latest, rate) => {
    expect(neededRate(goal, latest, today)).toBe(rate);
  });
});

describe("phases", () => {
  const points = weekly(1, 2, 3, 4, 5);
  test("split where the plan changed; a point of that day belongs to the new plan", () => {
    const split = splitAtPhases(points, [addDays(start, 14), addDays(start, 25)]);
    expect(split.map((phase) => phase.map(({ value }) => value))).toEqual([[1, 2], [3, 4], [5]]);
  });

  test("a change that no point has followed yet leaves none to judge", () => {
    expect(sinceChange(points, [addDays(start, 14)])).toHaveLength(3);
    expect(sinceChange(points, [addDays(start, 14), addDays(start, 60)])).toEqual([]);
    expect(sinceChange(points, [])).toHaveLength(5);
  });

  test("lose no point and no order", () => {
    const days = fc.array(fc.integer({ min: -10, max: 60 }).map((by) => addDays(start, by)));
    fc.assert(
      fc.property(days, (changes) => {
        expect(splitAtPhases(points, changes).flat()).toEqual(points);
      }),
    );
  });
});

test.each([
  [50, true, true],
  [49.9, true, false],
  [50, false, true],
  [50.1, false, false],
])("%s reaches 50 where higher is better is %s: %s", (value, higherIsBetter, does) => {
  expect(reaches(value, 50, higherIsBetter)).toBe(does);
});
