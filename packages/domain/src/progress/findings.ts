import { daysBetween, type Day } from "../kernel/time.ts";
import { medianOf, valueAt, type Line, type Point } from "./line.ts";
import { splitAtPhases, trendOf, type DecisionSettings } from "./rules.ts";

export type Finding = "above" | "below" | "around" | "too_few";
export type Strength = "none" | "early" | "fair" | "strong";
/** How fast the trend goes to the target, beside the aim line. `away` includes a trend that does not move. */
export type Pace = "faster" | "same" | "slower" | "away";

interface ScatterFacts {
  readonly points: readonly Point[];
  readonly changes: readonly Day[];
  readonly settings: Pick<DecisionSettings, "trend" | "standardError">;
}

/** A trend through two points leaves nothing over, so it tells no scatter. */
const fewestForScatter = 3;
/** Makes the median of absolute residuals an estimate of a normal standard deviation (Rousseeuw & Croux 1993). */
const toDeviation = 1.4826;

/**
 * How far a student's points usually lie from their own trend, in the measure's unit: the measure's standard error of
 * measurement where it is known, else 1.4826 times the median absolute residual about the trend of each phase. The median
 * is not moved by a single odd point. Of oral reading it is 5 to 15 words a minute (Christ & Silberglitt 2007). Zero while
 * too few points are there.
 */
export const scatterOf = ({ points, changes, settings }: ScatterFacts): number => {
  if (settings.standardError !== null) return settings.standardError;
  const residuals = splitAtPhases(points, changes).flatMap((phase) => {
    const trend = phase.length < fewestForScatter ? null : trendOf(phase, settings.trend);
    return trend === null ? [] : phase.map(({ on, value }) => Math.abs(value - valueAt(trend, on)));
  });
  return toDeviation * (medianOf(residuals) ?? 0);
};

/** Distances to the aim line in the measure's unit, positive where better. */
const distancesOf = (points: readonly Point[], aim: Line, higherIsBetter: boolean): readonly number[] =>
  points.map(({ on, value }) => (value - valueAt(aim, on)) * (higherIsBetter ? 1 : -1));

interface FourPointOptions {
  readonly count: number;
  readonly higherIsBetter: boolean;
  /** Units on either side of the aim line within which a point counts as on it. */
  readonly band: number;
}

/**
 * The four-point rule (Fuchs & Fuchs 2007; NCII): the latest consecutive points all below the aim line say that the plan
 * does not work, all above it that more can be asked; else it is kept. A point within the band is on the line: rules that
 * count the smallest distance often ask for a change by chance (Van Norman & Christ 2016). Where lower is better, "below"
 * means worse all the same. The points are in their order.
 */
export const fourPointRule = (points: readonly Point[], aim: Line, options: FourPointOptions): Finding => {
  const { count, higherIsBetter, band } = options;
  if (points.length < count) return "too_few";
  const distances = distancesOf(points.slice(-count), aim, higherIsBetter);
  if (distances.every((distance) => distance > band)) return "above";
  return distances.every((distance) => distance < -band) ? "below" : "around";
};

/** How far two rates may differ and still count as the same: a tenth of the aim's. */
const tolerance = 0.1;

interface PaceOptions {
  readonly higherIsBetter: boolean;
  /** The standard error of the trend's rate, in units a week. */
  readonly error: number;
}

/** The trend's rate beside that of the aim line: they are the same within a tenth of the aim's or the rate's own error. */
export const paceOf = (trend: Line, aim: Line, { higherIsBetter, error }: PaceOptions): Pace => {
  const side = higherIsBetter ? 1 : -1;
  const difference = (trend.perWeek - aim.perWeek) * side;
  if (Math.abs(difference) <= Math.max(Math.abs(aim.perWeek) * tolerance, error)) return "same";
  if (difference > 0) return "faster";
  return trend.perWeek * side <= 0 ? "away" : "slower";
};

/**
 * The trend rule (Fuchs, Fuchs & Hamlett 1989): a trend flatter than the aim line asks for a change of plan, a steeper one
 * for a higher goal.
 */
export const trendRule = (pace: Pace | null, { count, points }: { count: number; points: number }): Finding => {
  if (pace === null || points < count) return "too_few";
  if (pace === "same") return "around";
  return pace === "faster" ? "above" : "below";
};

/** The standard error of a trend's rate in units a week: the scatter over the spread of the days in weeks. */
export const rateError = (points: readonly Point[], scatter: number): number => {
  const [first] = points;
  if (first === undefined) return 0;
  const weeks = points.map(({ on }) => daysBetween(first.on, on) / 7);
  const mean = weeks.reduce((sum, week) => sum + week, 0) / weeks.length;
  const spread = weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0);
  return spread === 0 ? 0 : scatter / Math.sqrt(spread);
};

/**
 * How much a verdict can carry by the points it rests on: a trend over fewer than about ten weekly points moves with each
 * new one (Ardoin, Christ, Morena, Cormier & Klingbeil 2013).
 */
export const strengthOf = (points: number, fewest: number): Strength => {
  if (points < fewest) return "none";
  if (points < 7) return "early";
  return points < 10 ? "fair" : "strong";
};

const weaker: { readonly [S in Strength]: Strength } = { none: "none", early: "early", fair: "early", strong: "fair" };

interface Weights {
  /** Whether position and trend say the same. */
  readonly agrees: boolean;
  /** The middle distance to the aim line in units of scatter; null where the distance is no argument. */
  readonly margin: number | null;
}

/** Twice the scatter is about where chance alone would put one point in twenty. */
const clearMargin = 2;

/** The strength by the number of points, less a step for each doubt: points near the line, a trend that says otherwise. */
export const weighed = (strength: Strength, { agrees, margin }: Weights): Strength => {
  const near = margin !== null && margin < clearMargin ? weaker[strength] : strength;
  return agrees ? near : weaker[near];
};

/** The middle distance of points to the aim line, in units of scatter. Infinite where they scatter not at all. */
export const marginOf = (points: readonly Point[], aim: Line, scatter: number): number => {
  const distance = medianOf(distancesOf(points, aim, true).map(Math.abs)) ?? 0;
  if (distance === 0) return 0;
  return scatter === 0 ? Number.POSITIVE_INFINITY : distance / scatter;
};
