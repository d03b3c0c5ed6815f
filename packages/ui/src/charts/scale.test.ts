import { describe, expect, test } from "vitest";

import { apart, roundTicks, scaleOf } from "./scale.ts";

describe("ticks", () => {
  test.each([
    [0, 100, [0, 50, 100]],
    [38, 93, [20, 40, 60, 80, 100]],
    [1, 5, [0, 2, 4, 6]],
    [7, 7, [5, 7.5]],
    [-3, 4, [-5, -2.5, 0, 2.5, 5]],
  ])("from %s to %s", (least, most, ticks) => {
    expect(roundTicks(least, most)).toEqual(ticks);
  });

  test("hold what they are for and stand at even steps, whatever it is", () => {
    for (let index = 0; index < 500; index += 1) {
      const least = Math.sin(index) * 10 ** (index % 7);
      const most = least + Math.abs(Math.cos(index * 3)) * 10 ** (index % 5);
      const ticks = roundTicks(least, most);
      const [first = 0, second = 0] = ticks;
      const slack = Math.abs(most - least) * 1e-6;
      expect(first).toBeLessThanOrEqual(least + slack);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most - slack);
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const [at, tick] of ticks.entries()) expect(tick).toBeCloseTo(first + at * (second - first), 4);
    }
  });
});

test("a scale turns round where its end lies before its start", () => {
  const { at } = scaleOf(0, 10, [100, 0]);
  expect([at(0), at(5), at(10)]).toEqual([100, 50, 0]);
  expect(scaleOf(3, 3, [0, 10]).at(3)).toBe(5);
});

test("labels move apart and stay inside", () => {
  const moved = apart([50, 52, 10, 98], 14, [0, 100]);
  expect(moved[2]).toBe(10);
  const sorted = [...moved].sort((a, b) => a - b);
  for (const [index, place] of sorted.entries()) {
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThanOrEqual(100);
    if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(14);
  }
});
