import { daysBetween, type Day } from "../kernel/time.ts";

/** A measured point: the school day and the value in the measure's unit. */
export interface Point {
  readonly on: Day;
  readonly value: number;
}

/** A straight line through a point, rising by `perWeek` units a week. */
export interface Line {
  readonly through: Point;
  readonly perWeek: number;
}

const week = 7;

/** The line's value on a day. */
export const valueAt = ({ through, perWeek }: Line, on: Day): number =>
  through.value + (daysBetween(through.on, on) / week) * perWeek;

/** The line from one point to another on a later day. Null when the days are the same: that is no line. */
export const lineThrough = (from: Point, to: Point): Line | null => {
  const days = daysBetween(from.on, to.on);
  return days === 0 ? null : { through: from, perWeek: ((to.value - from.value) / days) * week };
};

/** The middle value; of an even number, the mean of the two in the middle. Null without values. */
export const medianOf = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  if (upper === undefined) return null;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  // Halves first: the sum of two large values may not be a number any more.
  return lower / 2 + upper / 2;
};

const meanOf = (values: readonly number[]): number => {
  const share = 1 / values.length;
  return values.reduce((sum, value) => sum + value * share, 0);
};

/** Days after the first point, and the values, for fitting. Null with fewer than two different days. */
const coordinates = (points: readonly Point[]): { readonly x: readonly number[]; readonly first: Point } | null => {
  const [first] = points;
  if (first === undefined) return null;
  const x = points.map(({ on }) => daysBetween(first.on, on));
  return x.some((days) => days !== x[0]) ? { x, first } : null;
};

/**
 * The trend by ordinary least squares: the line with the least sum of squared vertical distances (Legendre 1805; for
 * curriculum-based measurement, Good & Shinn 1990). Units a week. Null with fewer than two different days.
 */
export const leastSquares = (points: readonly Point[]): Line | null => {
  const found = coordinates(points);
  if (found === null) return null;
  const { x, first } = found;
  const values = points.map(({ value }) => value);
  const meanX = meanOf(x);
  const meanY = meanOf(values);
  const spread = x.reduce((sum, one) => sum + (one - meanX) ** 2, 0);
  const shared = x.reduce((sum, one, index) => sum + (one - meanX) * ((values[index] ?? meanY) - meanY), 0);
  const perDay = shared / spread;
  return { through: { on: first.on, value: meanY - perDay * meanX }, perWeek: perDay * week };
};

/**
 * The trend by Theil-Sen: the median of the slopes of all pairs of points on different days (Theil 1950, Sen 1968), through
 * the median of what remains. A single wild point does not move it; recommended for short single-case series (Vannest,
 * Parker & Gonen 2011). Units a week. Null with fewer than two different days.
 */
export const theilSen = (points: readonly Point[]): Line | null => {
  const found = coordinates(points);
  if (found === null) return null;
  const { x, first } = found;
  const slopes = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b, offset) => {
      const days = (x[i + 1 + offset] ?? 0) - (x[i] ?? 0);
      return days === 0 ? [] : [(b.value - a.value) / days];
    }),
  );
  const perDay = medianOf(slopes);
  const value = perDay === null ? null : medianOf(points.map((point, i) => point.value - perDay * (x[i] ?? 0)));
  return perDay === null || value === null ? null : { through: { on: first.on, value }, perWeek: perDay * week };
};
