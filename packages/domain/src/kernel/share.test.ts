import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { percentOf, percentWords } from "./share.ts";

describe("a share in per cent", () => {
  test.each([
    [1, 3, [], 33],
    [2, 3, [], 67],
    [0, 250, [], 0],
    [250, 250, [], 100],
    [249, 250, [], 99.6],
    [1, 250, [], 0.4],
    [1, 100_000, [], 0.1],
    [99_999, 100_000, [], 99.9],
    [1001, 1000, [], 100.1],
    [1007, 1260, [80], 79.9],
    [1008, 1260, [80], 80],
    [100_001, 125_000, [80], 80.1],
    [1009, 1260, [80], 80.1],
    [1020, 1260, [80], 81],
    [29, 291, [10], 9.9],
    [30, 300, [10], 10],
    [29, 100, [29], 29],
    [5, 0, [], null],
  ])("%s of %s, where %j are lines, is %s", (...[part, whole, lines, expected]) => {
    expect(percentOf(part, whole, { lines })).toBe(expected);
  });

  test("may have a decimal, and words", () => {
    expect(percentOf(2, 29, { decimals: 1 })).toBe(6.9);
    expect(percentWords(2, 29)).toBe("7 %");
    expect(percentWords(0, 0)).toBeNull();
  });

  test("is never on the other side of a line, and never further away than one", () => {
    const whole = fc.integer({ min: 1, max: 5_000 });
    const lines = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.nat(6_000), whole, lines, (part, all, some) => {
        const shown = percentOf(part, all, { lines: some }) ?? Number.NaN;
        for (const line of [0, 100, ...some]) expect(Math.sign(shown - line)).toBe(Math.sign(part * 100 - line * all));
        expect(Math.abs(shown - (part / all) * 100)).toBeLessThanOrEqual(0.51);
      }),
    );
  });
});
