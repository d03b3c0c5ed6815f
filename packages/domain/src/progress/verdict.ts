import type { Day } from "../kernel/time.ts";
import { deliveredShare, isDelivered, shareReceived, type Dosage } from "./dosage.ts";
import type { Line, Point } from "./line.ts";
import {
  aimLine,
  baselineOf,
  fourPointRule,
  inOrder,
  neededRate,
  reaches,
  splitAtPhases,
  strengthOf,
  trendOf,
  trendRule,
  type DecisionSettings,
  type Finding,
  type GoalFacts,
  type Strength,
} from "./rules.ts";
import type { DecisionOutcome } from "./schema.ts";

export interface ProgressFacts {
  readonly goal: GoalFacts;
  readonly points: readonly Point[];
  /** Days on which the plan changed. */
  readonly phases: readonly Day[];
  readonly dosage: Dosage;
  readonly settings: DecisionSettings;
  readonly today: Day;
}

/** What the points say, in a sentence, with what it rests on: enough to be frozen and argued with later. */
export interface ProgressVerdict {
  readonly outcome: DecisionOutcome;
  readonly finding: Finding | "reached";
  readonly strength: Strength;
  readonly sentence: string;
  /** "Not responding" is withheld: the plan was not delivered. */
  readonly isUndelivered: boolean;
  /** The points the verdict used. */
  readonly used: readonly Point[];
  readonly baseline: number | null;
  readonly aim: Line | null;
  readonly trend: Line | null;
  readonly needed: number | null;
  readonly received: number | null;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const strengthWords: { readonly [S in Strength]: string } = {
  none: "",
  early: " An early sign.",
  fair: " A fair sign.",
  strong: " A strong sign.",
};

interface Judged {
  readonly outcome: DecisionOutcome;
  readonly sentence: string;
}

/** Below the line and not even moving towards the target asks for more than a change. */
const judged = (finding: Finding, facts: { count: number; isMovingAway: boolean; isTrend: boolean }): Judged => {
  const what = facts.isTrend ? "The trend is" : `The latest ${counted(facts.count, "point")} are`;
  switch (finding) {
    case "below":
      return facts.isMovingAway
        ? { outcome: "intensify", sentence: `${what} below the aim line and moving away from the target: give more.` }
        : { outcome: "modify", sentence: `${what} below the aim line: review the plan.` };
    case "above":
      return { outcome: "modify", sentence: `${what} above the aim line: raise the goal, or fade the support.` };
    case "around":
      return {
        outcome: "maintain",
        sentence: facts.isTrend
          ? "The trend follows the aim line: keep the plan."
          : "The points are around the aim line: keep the plan.",
      };
    case "too_few":
      return { outcome: "insufficient_data", sentence: "" };
  }
};

/**
 * The verdict on one goal. In this order: too few points say nothing; the target reached by the latest points advises an
 * exit; else the rule of the settings speaks, on the points since the plan last changed. A plan that was not delivered is
 * not judged as failing: the sentence says so first.
 */
export const verdictOf = ({ goal, points, phases, dosage, settings, today }: ProgressFacts): ProgressVerdict => {
  const all = inOrder(points);
  const baseline = goal.baseline ?? baselineOf(all, settings.baselinePoints);
  const aim = aimLine(goal, baseline);
  const phase = splitAtPhases(all, phases).at(-1) ?? [];
  const trend = trendOf(phase, settings.trend);
  const latest = all.at(-1);
  const facts = {
    baseline,
    aim,
    trend,
    needed: latest === undefined ? null : neededRate(goal, latest.value, today),
    received: shareReceived(dosage),
  };

  const last = all.slice(-settings.exitPoints);
  if (
    last.length === settings.exitPoints &&
    last.every(({ value }) => reaches(value, goal.target, goal.higherIsBetter))
  )
    return {
      ...facts,
      outcome: "exit",
      finding: "reached",
      strength: strengthOf(all.length, settings.exitPoints),
      sentence: `The latest ${counted(last.length, "point")} reached the target: ready to exit.`,
      isUndelivered: false,
      used: last,
    };

  const isTrend = settings.rule === "trend";
  const options = { count: settings.points, higherIsBetter: goal.higherIsBetter };
  const finding: Finding =
    aim === null
      ? "too_few"
      : isTrend
        ? trendRule(trend, aim, { ...options, points: phase.length })
        : fourPointRule(phase, aim, options);
  const used = isTrend ? phase : phase.slice(-settings.points);
  if (finding === "too_few")
    return {
      ...facts,
      outcome: "insufficient_data",
      finding,
      strength: "none",
      sentence: missing(all.length, baseline, { settings, phase: phase.length }),
      isUndelivered: false,
      used: phase,
    };

  const strength = strengthOf(phase.length, settings.points);
  const isMovingAway = trend !== null && trend.perWeek * (goal.higherIsBetter ? 1 : -1) <= 0;
  const { outcome, sentence } = judged(finding, { count: settings.points, isMovingAway, isTrend });
  if (finding === "below" && !isDelivered(dosage)) {
    const share = Math.round((facts.received ?? 0) * 100);
    return {
      ...facts,
      outcome: "maintain",
      finding,
      strength,
      sentence: `Only ${share} % of the planned minutes were received, less than ${deliveredShare * 100} %: deliver the plan before judging it.`,
      isUndelivered: true,
      used,
    };
  }
  return {
    ...facts,
    outcome,
    finding,
    strength,
    sentence: sentence + strengthWords[strength],
    isUndelivered: false,
    used,
  };
};

const missing = (
  count: number,
  baseline: number | null,
  { settings, phase }: { settings: DecisionSettings; phase: number },
): string => {
  if (baseline === null)
    return `${counted(settings.baselinePoints, "baseline point")} needed (${count} of ${settings.baselinePoints}).`;
  if (phase < settings.points && count >= settings.points)
    return `The plan changed: ${counted(settings.points, "point")} since then are needed (${phase} of ${settings.points}).`;
  return `${counted(settings.points, "point")} needed for a verdict (${count} of ${settings.points}).`;
};
