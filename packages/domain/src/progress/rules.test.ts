import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import type { Line, Point } from "./line.ts";
import {
  aimLine,
  baselineOf,
  fourPointRule,
  neededRate,
  reaches,
  splitAtPhases,
  strengthOf,
  trendRule,
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
const up = { count: 4, higherIsBetter: true };
const down = { count: 4, higherIsBetter: false };

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

describe("the four-point rule", () => {
  test.each([
    ["four below", [20, 20, 20, 20, 20], "below"],
    ["four above", [20, 30, 31, 33, 36], "above"],
    ["one on the line", [20, 20, 26, 20, 20], "around"],
    ["one on the other side", [20, 20, 20, 40, 20], "around"],
    ["three points", [10, 10, 10], "too_few"],
    ["an early miss does not count", [0, 30, 31, 33, 36], "above"],
  ])("%s", (_, values, finding) => {
    expect(fourPointRule(weekly(...values), aim, up)).toBe(finding);
  });

  test("turns round where lower is better", () => {
    const falling: Line = { through: { on: start, value: 20 }, perWeek: -1 };
    expect(fourPointRule(weekly(20, 20, 20, 20, 20), falling, down)).toBe("below");
    expect(fourPointRule(weekly(20, 15, 14, 13, 12), falling, down)).toBe("above");
  });

  test("mirrored points, line and direction give the same finding", () => {
    const values = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(values, (some) => {
        const mirrored: Line = { through: { on: start, value: -20 }, perWeek: -3 };
        expect(fourPointRule(weekly(...some.map((value) => -value)), mirrored, down)).toBe(
          fourPointRule(weekly(...some), aim, up),
        );
      }),
    );
  });
});

describe("the trend rule", () => {
  const trend = (perWeek: number): Line => ({ through: { on: start, value: 0 }, perWeek });
  test.each([
    [3, "around"],
    [2.71, "around"],
    [2.69, "below"],
    [3.31, "above"],
    [-1, "below"],
  ])("a trend of %s a week against 3 is %s", (perWeek, finding) => {
    expect(trendRule(trend(perWeek), aim, { ...up, points: 5 })).toBe(finding);
  });

  test("where lower is better a steeper fall is above", () => {
    const falling: Line = { through: { on: start, value: 20 }, perWeek: -2 };
    expect(trendRule(trend(-3), falling, { ...down, points: 5 })).toBe("above");
    expect(trendRule(trend(-1), falling, { ...down, points: 5 })).toBe("below");
  });

  test("needs points", () => {
    expect(trendRule(trend(3), aim, { ...up, points: 3 })).toBe("too_few");
    expect(trendRule(null, aim, { ...up, points: 9 })).toBe("too_few");
  });
});

describe("phases", () => {
  const points = weekly(1, 2, 3, 4, 5);
  test("split where the plan changed; a point of that day belongs to the new plan", () => {
    const split = splitAtPhases(points, [addDays(start, 14), addDays(start, 25)]);
    expect(split.map((phase) => phase.map(({ value }) => value))).toEqual([[1, 2], [3, 4], [5]]);
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
  [3, "none"],
  [4, "early"],
  [7, "fair"],
  [10, "strong"],
])("%s points are %s", (points, strength) => {
  expect(strengthOf(points, 4)).toBe(strength);
});

test.each([
  [50, true, true],
  [49.9, true, false],
  [50, false, true],
  [50.1, false, false],
])("%s reaches 50 where higher is better is %s: %s", (value, higherIsBetter, does) => {
  expect(reaches(value, 50, higherIsBetter)).toBe(does);
});
