import { addDays, type Day } from "../kernel/time.ts";
import type { CriterionFields } from "./exit-schema.ts";
import type { Point } from "./line.ts";
import { inOrder } from "./rules.ts";
import { writeValue } from "./values.ts";

/** A session that was held with the student marked. */
export interface Marked {
  readonly on: Day;
  readonly isAttended: boolean;
}

export interface CriterionFacts {
  /** Points by measure; the intervention's own is the empty one. */
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly marked: readonly Marked[];
  readonly today: Day;
}

interface CriterionFinding {
  readonly isMet: boolean;
  /** What is held against the target: the worst value of the window, or the share attended in per cent. */
  readonly value: number | null;
  /** What it rests on; of attendance 1 for a session attended and 0 for one missed. */
  readonly used: readonly Point[];
}

/** A window in days needs at least so many observations: one good day in a fortnight says little. */
const fewestInDays = 3;

const nothing: CriterionFinding = { isMet: false, value: null, used: [] };

export const compares = (
  value: number,
  { comparator, targetValue }: Pick<CriterionFields, "comparator" | "targetValue">,
): boolean => {
  switch (comparator) {
    case "gte":
      return value >= targetValue;
    case "gt":
      return value > targetValue;
    case "lte":
      return value <= targetValue;
    case "lt":
      return value < targetValue;
  }
};

const since = (points: readonly Point[], first: Day): readonly Point[] => points.filter(({ on }) => on >= first);

/** The observations that the window covers; null where it is not filled yet. */
const inWindow = (
  all: readonly Point[],
  { window, windowUnit }: Pick<CriterionFields, "window" | "windowUnit">,
  { marked, today }: Pick<CriterionFacts, "marked" | "today">,
): readonly Point[] | null => {
  if (windowUnit === "points") return all.length < window ? null : all.slice(-window);
  const sessions = marked.map(({ on }) => on).sort();
  const first = windowUnit === "days" ? addDays(today, 1 - window) : sessions.at(-window);
  if (first === undefined) return null;
  const covered = since(all, first);
  return covered.length < fewestInDays ? null : covered;
};

const attendance = (criterion: CriterionFields, facts: CriterionFacts): CriterionFinding => {
  const all = inOrder(facts.marked.map(({ on, isAttended }) => ({ on, value: isAttended ? 1 : 0 })));
  const { window, windowUnit } = criterion;
  const used = inWindow(all, windowUnit === "sessions" ? { window, windowUnit: "points" } : criterion, facts);
  if (used === null) return nothing;
  // Multiplied first: 29 / 100 * 100 is less than 29.
  const value = (used.reduce((sum, { value: one }) => sum + one, 0) * 100) / used.length;
  return { isMet: compares(value, criterion), value, used };
};

/** What one criterion says of one student now. All of its window must satisfy it: a mean would hide a relapse. */
export const findingOf = (criterion: CriterionFields, facts: CriterionFacts): CriterionFinding => {
  if (criterion.thresholdType === "attendance") return attendance(criterion, facts);
  const measure = criterion.thresholdType === "custom_metric" ? criterion.metric : "";
  const used = inWindow(inOrder(facts.points.get(measure) ?? []), criterion, facts);
  if (used === null) return nothing;
  const values = used.map(({ value }) => value);
  const isUp = criterion.comparator === "gte" || criterion.comparator === "gt";
  const value = isUp ? Math.min(...values) : Math.max(...values);
  return { isMet: compares(value, criterion), value, used };
};

const comparatorWords = { gte: "at least", gt: "more than", lte: "at most", lt: "less than" } as const;

const windowWords = ({ window, windowUnit }: CriterionFields): string => {
  const [one, many] = { points: ["point", "points"], sessions: ["session", "sessions"], days: ["day", "days"] }[
    windowUnit
  ];
  return window === 1 ? `the last ${one}` : `the last ${window} ${many}`;
};

/** A criterion as a sentence without its full stop. */
export const criterionWords = (criterion: CriterionFields, unit: string): string => {
  const { thresholdType, metric, comparator, targetValue } = criterion;
  const target = `${comparatorWords[comparator]} ${writeValue(targetValue)}`;
  if (thresholdType === "attendance") return `Attended ${target} % over ${windowWords(criterion)}`;
  if (thresholdType === "custom_metric") return `${metric} ${target} in all of ${windowWords(criterion)}`;
  return `${unit === "" ? "Value" : unit.charAt(0).toUpperCase() + unit.slice(1)} ${target} in all of ${windowWords(criterion)}`;
};
