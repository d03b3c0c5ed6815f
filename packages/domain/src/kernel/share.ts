export interface PercentOptions {
  /** Values in per cent that mean something, such as the 80 % of a dose. 0 and 100 always do. */
  readonly lines?: readonly number[];
  readonly decimals?: 0 | 1;
}

/**
 * A share as a number of per cent to show; null where there is no whole. It is rounded, but never onto or across a line
 * that the share itself does not reach: 1007 of 1260 is 79.9 and not 80 where 80 is a line, 249 of 250 is 99.6 and not 100.
 */
export const percentOf = (
  part: number,
  whole: number,
  { lines = [], decimals = 0 }: PercentOptions = {},
): number | null => {
  if (whole <= 0) return null;
  // Compared without division: 29 / 100 * 100 is not 29.
  const sideOf = (line: number): number => Math.sign(part * 100 - line * whole);
  const exact = (part * 100) / whole;
  const crossed = (shown: number): number | undefined =>
    [0, 100, ...lines].find((line) => Math.sign(shown - line) !== sideOf(line));
  const unit = 10 ** decimals;
  const shown = Math.round(exact * unit) / unit;
  if (crossed(shown) === undefined) return shown;
  const finer = Math.round(exact * 10) / 10;
  const line = crossed(finer);
  // Closer to the line than a decimal can tell: one decimal away from it.
  return line === undefined ? finer : (line * 10 + sideOf(line)) / 10;
};

/** A share in words, such as `79.9 %`; null where there is no whole. */
export const percentWords = (part: number, whole: number, options?: PercentOptions): string | null => {
  const shown = percentOf(part, whole, options);
  return shown === null ? null : `${shown} %`;
};
