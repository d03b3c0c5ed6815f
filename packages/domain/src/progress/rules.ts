import { daysBetween, type Day } from "../kernel/time.ts";
import { leastSquares, lineThrough, medianOf, theilSen, type Line, type Point } from "./line.ts";

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
  /** `scatter`: a point near the aim line counts as on it. `none`: the strict rule, every distance counts. */
  readonly band: "scatter" | "none";
  /** The measure's standard error of measurement in its unit; null takes the scatter of the student's own points. */
  readonly standardError: number | null;
  /** After a change of the plan: a new aim line from where the student stood then, or the first one all along. */
  readonly afterChange: "new_aim" | "first_aim";
}

export const defaultSettings: DecisionSettings = {
  rule: "four_point",
  trend: "theil_sen",
  baselinePoints: 3,
  points: 4,
  exitPoints: 3,
  band: "scatter",
  standardError: null,
  afterChange: "new_aim",
};

export interface GoalFacts {
  /** Null until enough points are there: then it is their median. */
  readonly baseline: number | null;
  readonly startsOn: Day;
  readonly target: number;
  readonly targetOn: Day;
  readonly higherIsBetter: boolean;
  /** The measure's unit, for sentences. */
  readonly unit?: string;
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

interface AimFacts {
  readonly points: readonly Point[];
  readonly changes: readonly Day[];
  readonly baseline: number | null;
  readonly settings: Pick<DecisionSettings, "afterChange" | "baselinePoints">;
}

/**
 * The aim line that holds now. When the plan changes, a new line is drawn to the same target from where the student stood:
 * the median of the last points before the change, as many as make a baseline (Hosp, Hosp & Howell 2016). Held against the first line, a student who now catches up would still be told to change the plan.
 */
export const currentAim = (goal: GoalFacts, { points, changes, baseline, settings }: AimFacts): Line | null => {
  const first = aimLine(goal, baseline);
  const changed = [...changes].sort().at(-1);
  if (first === null || changed === undefined || settings.afterChange === "first_aim") return first;
  const before = inOrder(points).filter(({ on }) => on < changed);
  const stood = medianOf(before.slice(-settings.baselinePoints).map(({ value }) => value));
  if (stood === null || changed < goal.startsOn || changed >= goal.targetOn) return first;
  return lineThrough({ on: changed, value: stood }, { on: goal.targetOn, value: goal.target });
};

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

/** Points since the plan last changed: all of them before its first change, none right after a change. */
export const sinceChange = (points: readonly Point[], changes: readonly Day[]): readonly Point[] => {
  const changed = [...changes].sort().at(-1);
  return changed === undefined ? inOrder(points) : inOrder(points).filter(({ on }) => on >= changed);
};
