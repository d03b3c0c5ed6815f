import { percentWords } from "../kernel/share.ts";
import type { Day } from "../kernel/time.ts";
import { deliveredShare, doseLines, isDelivered, shareReceived, type Dosage } from "./dosage.ts";
import {
  fourPointRule,
  marginOf,
  paceOf,
  rateError,
  scatterOf,
  strengthOf,
  trendRule,
  weighed,
  type Finding,
  type Strength,
} from "./findings.ts";
import type { Line, Point } from "./line.ts";
import {
  baselineOf,
  currentAim,
  inOrder,
  neededRate,
  reaches,
  sinceChange,
  trendOf,
  type DecisionSettings,
  type GoalFacts,
} from "./rules.ts";
import type { DecisionOutcome } from "./schema.ts";
import { counted, judged, strengthWords } from "./verdict-words.ts";

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

/**
 * The verdict on one goal. In this order: too few points say nothing; the target reached by the latest points advises an
 * exit; else the rule of the settings speaks, on the points since the plan last changed. A plan that was not delivered is
 * not judged as failing: the sentence says so first.
 */
export const verdictOf = ({ goal, points, phases, dosage, settings, today }: ProgressFacts): ProgressVerdict => {
  const all = inOrder(points);
  const baseline = goal.baseline ?? baselineOf(all, settings.baselinePoints);
  const aim = currentAim(goal, { points: all, changes: phases, baseline, settings });
  const phase = sinceChange(all, phases);
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

  const { higherIsBetter, unit = "" } = goal;
  const isTrend = settings.rule === "trend";
  const count = settings.points;
  const scatter = scatterOf({ points: all, changes: phases, settings });
  const band = settings.band === "none" ? 0 : scatter;
  const error = settings.band === "none" ? 0 : rateError(phase, scatter);
  const pace = aim === null || trend === null ? null : paceOf(trend, aim, { higherIsBetter, error });
  const position = aim === null ? "too_few" : fourPointRule(phase, aim, { count, higherIsBetter, band });
  const finding = isTrend ? trendRule(pace, { count, points: phase.length }) : position;
  const used = isTrend ? phase : phase.slice(-count);
  if (finding === "too_few" || position === "too_few" || aim === null)
    return {
      ...facts,
      outcome: "insufficient_data",
      finding: "too_few",
      strength: "none",
      sentence: missing(all.length, baseline, { settings, phase: phase.length }),
      isUndelivered: false,
      used: phase,
    };

  const { outcome, sentence, agrees } = judged({ finding, position, pace, count, isTrend, higherIsBetter, band, unit });
  const distance = isTrend ? null : marginOf(used, aim, scatter);
  const strength = weighed(strengthOf(phase.length, count), { agrees, margin: finding === "around" ? null : distance });
  if (finding === "below" && !isDelivered(dosage)) {
    const { receivedMinutes, plannedMinutes } = dosage;
    return {
      ...facts,
      outcome: "maintain",
      finding,
      strength,
      sentence: `Only ${percentWords(receivedMinutes, plannedMinutes, doseLines)} of the planned minutes were received, less than ${deliveredShare * 100} %: hold the planned sessions before judging the plan.`,
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
