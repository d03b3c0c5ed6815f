import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays, daysBetween } from "../kernel/time.ts";
import { leastSquares, lineThrough, medianOf, theilSen, valueAt, type Line, type Point } from "./line.ts";

const start = "2026-09-07";
const weekly = (...values: readonly number[]): Point[] =>
  values.map((value, index) => ({ on: addDays(start, index * 7), value }));

/** Points on days within three years, values of a size that rounding does not reach. */
const points = fc.array(
  fc.record({
    on: fc.integer({ min: 0, max: 1_000 }).map((days) => addDays(start, days)),
    value: fc.integer({ min: -10_000, max: 10_000 }).map((value) => value / 10),
  }),
  { minLength: 2, maxLength: 30 },
);

const methods = [
  ["least squares", leastSquares],
  ["Theil-Sen", theilSen],
] as const;

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** The same line, up to rounding. */
const isSame = (line: Line | null, other: Line | null): boolean =>
  line === null || other === null
    ? line === other
    : close(line.perWeek, other.perWeek) && close(valueAt(line, start), valueAt(other, start));

describe("the median", () => {
  test.each([
    [[], null],
    [[5], 5],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
  ])("of %j is %s", (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});

describe("a line", () => {
  test("through 20 on the first day and 50 ten weeks later rises by 3 a week", () => {
    const line = lineThrough({ on: start, value: 20 }, { on: addDays(start, 70), value: 50 });
    expect(line?.perWeek).toBe(3);
    expect(line === null ? null : valueAt(line, addDays(start, 35))).toBe(35);
  });

  test("needs two days", () => {
    expect(lineThrough({ on: start, value: 1 }, { on: start, value: 2 })).toBeNull();
    for (const [, fit] of methods)
      expect(
        fit([
          { on: start, value: 1 },
          { on: start, value: 2 },
        ]),
      ).toBeNull();
    for (const [, fit] of methods) expect(fit([])).toBeNull();
  });
});

describe("worked examples", () => {
  // By hand: x = 0..4 weeks, mean 2; y = 10 12 15 15 18, mean 14; sum((x-2)(y-14)) = 8+2+0+1+8 = 19; sum((x-2)^2) = 10.
  test("least squares of 10 12 15 15 18 is 1.9 a week, beginning at 10.2", () => {
    const line = leastSquares(weekly(10, 12, 15, 15, 18));
    expect(line?.perWeek).toBeCloseTo(1.9, 10);
    expect(line === null ? null : valueAt(line, start)).toBeCloseTo(10.2, 10);
  });

  // By hand: slopes 2, 2.5, 5/3, 2, 3, 1.5, 2, 0, 1.5, 3; sorted 0 1.5 1.5 5/3 2 2 2 2.5 3 3: median 2.
  // What remains after 2 a week: 10 10 11 9 10: median 10.
  test("Theil-Sen of 10 12 15 15 18 is 2 a week, beginning at 10", () => {
    const line = theilSen(weekly(10, 12, 15, 15, 18));
    expect(line?.perWeek).toBeCloseTo(2, 10);
    expect(line === null ? null : valueAt(line, start)).toBeCloseTo(10, 10);
  });

  test("one wild point moves least squares and leaves Theil-Sen where it was", () => {
    const values = [10, 11, 12, 13, 14, 15, 16];
    const wild = weekly(...values.slice(0, 6), 60);
    expect(theilSen(wild)?.perWeek).toBeCloseTo(1, 10);
    expect(leastSquares(wild)?.perWeek).toBeGreaterThan(3);
  });
});

describe.each(methods)("%s", (_, fit) => {
  test("finds the line that points lie on", () => {
    const onLine = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 20 }),
      from: fc.integer({ min: -1_000, max: 1_000 }),
      perDay: fc.integer({ min: -20, max: 20 }),
    });
    fc.assert(
      fc.property(onLine, ({ days, from, perDay }) => {
        const line = fit(days.map((day) => ({ on: addDays(start, day), value: from + perDay * day })));
        expect(isSame(line, { through: { on: start, value: from }, perWeek: perDay * 7 })).toBe(true);
      }),
    );
  });

  test("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, (some) => {
        expect(isSame(fit(some), fit(some.toReversed()))).toBe(true);
      }),
    );
  });

  test("moves with the points: later, higher, scaled, mirrored", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -50, max: 50 }), (some, by) => {
        const line = fit(some);
        const changed = (value: (point: Point) => number): Line | null =>
          fit(some.map((point) => ({ ...point, value: value(point) })));
        if (line === null) return;
        const from = valueAt(line, start);
        const expected = (value: number, perWeek: number): Line => ({ through: { on: start, value }, perWeek });
        expect(
          isSame(
            changed(({ value }) => value + by),
            expected(from + by, line.perWeek),
          ),
        ).toBe(true);
        expect(
          isSame(
            changed(({ value }) => value * 3),
            expected(from * 3, line.perWeek * 3),
          ),
        ).toBe(true);
        expect(
          isSame(
            changed(({ value }) => -value),
            expected(-from, -line.perWeek),
          ),
        ).toBe(true);
        const later = fit(some.map(({ on, value }) => ({ on: addDays(on, 28), value })));
        expect(isSame(later, { through: { on: addDays(start, 28), value: from }, perWeek: line.perWeek })).toBe(true);
      }),
    );
  });
});

test("least squares agrees with the normal equations, solved apart", () => {
  fc.assert(
    fc.property(points, (some) => {
      const n = some.length;
      const x = some.map(({ on }) => daysBetween(start, on));
      const sum = (of: (index: number) => number): number => x.reduce((total, _, index) => total + of(index), 0);
      const y = (index: number): number => some[index]?.value ?? 0;
      const sx = sum((i) => x[i] ?? 0);
      const sxx = sum((i) => (x[i] ?? 0) ** 2);
      const determinant = n * sxx - sx ** 2;
      const line = leastSquares(some);
      expect(line === null).toBe(determinant === 0);
      if (line === null) return;
      const perDay = (n * sum((i) => (x[i] ?? 0) * y(i)) - sx * sum(y)) / determinant;
      expect(line.perWeek / 7).toBeCloseTo(perDay, 6);
    }),
  );
});
