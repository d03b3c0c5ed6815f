import { daysBetween, type Day } from "../kernel/time.ts";
import { leastSquares, lineThrough, medianOf, theilSen, valueAt, type Line, type Point } from "./line.ts";

/** How a graph is judged. A school's settings, which an intervention may change. */
export interface DecisionSettings {
  readonly rule: "four_point" | "trend";
  readonly trend: "theil_sen" | "least_squares";
  /** Points whose median is the baseline. */
  readonly baselinePoints: number;
  /** Consecutive points that the four-point rule looks at, and the fewest for any verdict. */
  readonly points: number;
  /** Latest points that must all reach the target before an exit is advised. */
  readonly exitPoints: number;
}

export const defaultSettings: DecisionSettings = {
  rule: "four_point",
  trend: "theil_sen",
  baselinePoints: 3,
  points: 4,
  exitPoints: 3,
};

export interface GoalFacts {
  /** Null until enough points are there: then it is their median. */
  readonly baseline: number | null;
  readonly startsOn: Day;
  readonly target: number;
  readonly targetOn: Day;
  readonly higherIsBetter: boolean;
}

/** Points by day, earliest first; two of one day keep the order they came in. */
export const inOrder = (points: readonly Point[]): readonly Point[] =>
  [...points].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

/** Where a student began: the median of the first points (three by convention: Shinn 1989). Null while there are fewer. */
export const baselineOf = (points: readonly Point[], count: number): number | null =>
  points.length < count
    ? null
    : medianOf(
        inOrder(points)
          .slice(0, count)
          .map(({ value }) => value),
      );

/** The line from baseline to target that progress is held against (Deno & Mirkin 1977). Null without a baseline. */
export const aimLine = (goal: GoalFacts, baseline: number | null): Line | null =>
  baseline === null
    ? null
    : lineThrough({ on: goal.startsOn, value: baseline }, { on: goal.targetOn, value: goal.target });

/**
 * Units a week that are still needed to reach the target in time: (target - latest) / weeks left. Null once the day has
 * come.
 */
export const neededRate = (goal: Pick<GoalFacts, "target" | "targetOn">, latest: number, today: Day): number | null => {
  const days = daysBetween(today, goal.targetOn);
  return days <= 0 ? null : (goal.target - latest) / (days / 7);
};

/** As good as or better than, in the direction of the measure. */
export const reaches = (value: number, target: number, higherIsBetter: boolean): boolean =>
  higherIsBetter ? value >= target : value <= target;

export type Finding = "above" | "below" | "around" | "too_few";

/**
 * The four-point rule (Fuchs & Fuchs 2007; NCII): the latest consecutive points all below the aim line say that the plan
 * does not work, all above it that more can be asked; else it is kept. A point on the line is neither. Where lower is
 * better, "below" means worse all the same.
 */
export const fourPointRule = (points: readonly Point[], aim: Line, { count, higherIsBetter }: RuleOptions): Finding => {
  if (points.length < count) return "too_few";
  const side = higherIsBetter ? 1 : -1;
  const distances = inOrder(points)
    .slice(-count)
    .map(({ on, value }) => (value - valueAt(aim, on)) * side);
  if (distances.every((distance) => distance > 0)) return "above";
  return distances.every((distance) => distance < 0) ? "below" : "around";
};

interface RuleOptions {
  readonly count: number;
  readonly higherIsBetter: boolean;
}

/** How far two rates may differ and still count as the same: a tenth of the aim's. */
const tolerance = 0.1;

/**
 * The trend rule (Fuchs, Fuchs & Hamlett 1989): a trend flatter than the aim line asks for a change of plan, a steeper one
 * for a higher goal.
 */
export const trendRule = (trend: Line | null, aim: Line, { count, higherIsBetter, points }: TrendOptions): Finding => {
  if (trend === null || points < count) return "too_few";
  const side = higherIsBetter ? 1 : -1;
  const difference = (trend.perWeek - aim.perWeek) * side;
  if (Math.abs(difference) <= Math.abs(aim.perWeek) * tolerance) return "around";
  return difference > 0 ? "above" : "below";
};

interface TrendOptions extends RuleOptions {
  /** How many points the trend rests on. */
  readonly points: number;
}

/** The trend by the method that the settings name. */
export const trendOf = (points: readonly Point[], method: DecisionSettings["trend"]): Line | null =>
  method === "theil_sen" ? theilSen(points) : leastSquares(points);

/** Points between changes of the plan: a trend across one would mix two plans. Empty phases are left out. */
export const splitAtPhases = (points: readonly Point[], changes: readonly Day[]): readonly (readonly Point[])[] => {
  const days = [...new Set(changes)].sort();
  const phaseOf = (on: Day): number => days.filter((day) => day <= on).length;
  const phases = Array.from({ length: days.length + 1 }, (): Point[] => []);
  for (const point of inOrder(points)) phases[phaseOf(point.on)]?.push(point);
  return phases.filter((phase) => phase.length > 0);
};

export type Strength = "none" | "early" | "fair" | "strong";

/**
 * How much a verdict can carry, by the points it rests on: a trend over fewer than about ten weekly points moves with each
 * new one (Ardoin, Christ, Morena, Cormier & Klingbeil 2013).
 */
export const strengthOf = (points: number, fewest: number): Strength => {
  if (points < fewest) return "none";
  if (points < 7) return "early";
  return points < 10 ? "fair" : "strong";
};
