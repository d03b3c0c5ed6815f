import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { fourPointRule, marginOf, paceOf, rateError, scatterOf, strengthOf, trendRule, weighed } from "./findings.ts";
import type { Line, Point } from "./line.ts";
import { defaultSettings } from "./rules.ts";

const start = "2026-09-07";
const weekly = (...values: readonly number[]): Point[] =>
  values.map((value, index) => ({ on: addDays(start, index * 7), value }));

/** From 20, 3 a week. */
const aim: Line = { through: { on: start, value: 20 }, perWeek: 3 };
const up = { count: 4, higherIsBetter: true, band: 0 };
const down = { count: 4, higherIsBetter: false, band: 0 };

describe("the four-point rule", () => {
  test.each([
    ["four below", [20, 20, 20, 20, 20], 0, "below"],
    ["four above", [20, 30, 31, 33, 36], 0, "above"],
    ["one on the line", [20, 20, 26, 20, 20], 0, "around"],
    ["one on the other side", [20, 20, 20, 40, 20], 0, "around"],
    ["three points", [10, 10, 10], 0, "too_few"],
    ["an early miss does not count", [0, 30, 31, 33, 36], 0, "above"],
    ["a little below, strictly", [20, 22.8, 25.6, 26.3, 31.1], 0, "below"],
    ["a little below, within the band", [20, 22.8, 25.6, 26.3, 31.1], 1.5, "around"],
    ["far below in spite of the band", [20, 18, 20, 22, 24], 1.5, "below"],
    ["just at the edge of the band counts as on the line", [20, 21.5, 20, 20, 20], 1.5, "around"],
  ])("%s", (...[, values, band, finding]) => {
    expect(fourPointRule(weekly(...values), aim, { ...up, band })).toBe(finding);
  });

  test("turns round where lower is better", () => {
    const falling: Line = { through: { on: start, value: 20 }, perWeek: -1 };
    expect(fourPointRule(weekly(20, 20, 20, 20, 20), falling, down)).toBe("below");
    expect(fourPointRule(weekly(20, 15, 14, 13, 12), falling, down)).toBe("above");
    expect(fourPointRule(weekly(20, 20, 19, 18, 17), falling, { ...down, band: 2 })).toBe("around");
  });

  test("mirrored points, line and direction give the same finding", () => {
    const values = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(values, fc.nat(9), (some, band) => {
        const mirrored: Line = { through: { on: start, value: -20 }, perWeek: -3 };
        expect(fourPointRule(weekly(...some.map((value) => -value)), mirrored, { ...down, band })).toBe(
          fourPointRule(weekly(...some), aim, { ...up, band }),
        );
      }),
    );
  });
});

describe("the pace of a trend", () => {
  const trend = (perWeek: number): Line => ({ through: { on: start, value: 0 }, perWeek });
  test.each([
    [3, 0, "same", "around"],
    [2.71, 0, "same", "around"],
    [2.69, 0, "slower", "below"],
    [2.69, 0.5, "same", "around"],
    [3.31, 0, "faster", "above"],
    [0, 0, "away", "below"],
    [-1, 0, "away", "below"],
  ])("of %s a week (error %s) beside 3 is %s: %s", (...[perWeek, error, pace, finding]) => {
    const found = paceOf(trend(perWeek), aim, { higherIsBetter: true, error });
    expect(found).toBe(pace);
    expect(trendRule(found, { count: 4, points: 5 })).toBe(finding);
  });

  test("where lower is better a steeper fall is faster", () => {
    const falling: Line = { through: { on: start, value: 20 }, perWeek: -2 };
    const pace = (perWeek: number) => paceOf(trend(perWeek), falling, { higherIsBetter: false, error: 0 });
    expect([-3, -2, -1, 1].map(pace)).toEqual(["faster", "same", "slower", "away"]);
  });

  test("decides nothing on too few points", () => {
    expect(trendRule("same", { count: 4, points: 3 })).toBe("too_few");
    expect(trendRule(null, { count: 4, points: 9 })).toBe("too_few");
  });
});

describe("the scatter", () => {
  const facts = (values: readonly number[], more: object = {}) => ({
    points: weekly(...values),
    changes: [] as string[],
    settings: defaultSettings,
    ...more,
  });

  // By hand: the slopes' median is 1 a week, through 10; residuals -1 1 0 1 -1: the median of their sizes is 1.
  test("of 9 12 12 14 13 about their trend is 1.4826", () => {
    expect(scatterOf(facts([9, 12, 12, 14, 13]))).toBeCloseTo(1.4826, 6);
  });

  test.each([
    ["points on a line do not scatter", [1, 2, 3, 4], {}],
    ["two points tell nothing", [1, 9], {}],
    ["no points", [], {}],
  ])("%s", (_, values, more) => {
    expect(scatterOf(facts(values, more))).toBeCloseTo(0, 9);
  });

  test("is not moved by a single odd point", () => {
    const usual = scatterOf(facts([10, 14, 12, 16, 14, 18, 16, 20]));
    expect(scatterOf(facts([10, 14, 12, 16, 14, 18, 16, 90]))).toBeLessThan(usual * 2);
  });

  test("does not count a change of the plan as scatter", () => {
    const changes = [addDays(start, 28)];
    expect(scatterOf(facts([1, 2, 3, 4, 24, 28, 32, 36], { changes }))).toBeCloseTo(0, 9);
  });

  test("is the measure's standard error where that is known", () => {
    expect(scatterOf(facts([1, 2, 3, 4], { settings: { ...defaultSettings, standardError: 5 } }))).toBe(5);
  });

  // Weeks 0 to 4 spread by 10 about their middle.
  test("over the spread of the days is the error of a rate", () => {
    expect(rateError(weekly(1, 2, 3, 4, 5), 2)).toBeCloseTo(2 / Math.sqrt(10), 9);
    expect(rateError([], 2)).toBe(0);
    expect(rateError(weekly(1), 2)).toBe(0);
  });
});

describe("the strength", () => {
  test.each([
    [3, "none"],
    [4, "early"],
    [7, "fair"],
    [10, "strong"],
  ])("of %s points is %s", (points, strength) => {
    expect(strengthOf(points, 4)).toBe(strength);
  });

  test.each([
    ["strong", true, 3, "strong"],
    ["strong", true, 1.9, "fair"],
    ["strong", false, 3, "fair"],
    ["strong", false, 1.9, "early"],
    ["strong", true, null, "strong"],
    ["early", false, 0, "early"],
  ] as const)("%s, agreeing %s, %s times the scatter away, is %s", (...[strength, agrees, margin, expected]) => {
    expect(weighed(strength, { agrees, margin })).toBe(expected);
  });

  test("weighs the middle distance to the line in units of scatter", () => {
    expect(marginOf(weekly(18, 20, 20), aim, 2)).toBe(1.5);
    expect(marginOf(weekly(20, 23), aim, 0)).toBe(0);
    expect(marginOf(weekly(19, 20), aim, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
