import type { Day } from "../kernel/time.ts";
import { criterionWords, findingOf, type CriterionFacts } from "./criteria.ts";
import { isDelivered, type Dosage } from "./dosage.ts";
import type { CriterionRow, Evidence } from "./exit-schema.ts";
import type { Point } from "./line.ts";
import type { ProgressVerdict } from "./verdict.ts";

export interface ExitFacts extends CriterionFacts {
  readonly criteria: readonly CriterionRow[];
  readonly unit: string;
  readonly dosage: Dosage;
  readonly verdict: ProgressVerdict | null;
  readonly goal: Evidence["goal"];
  readonly rule: Evidence["rule"];
  readonly versions: Evidence["versions"];
}

/** As many points as a term has, for the picture beside the decision. */
const mostPoints = 60;

/** All that is known of a student at this moment, whether it speaks for an exit or not. */
export const evidenceNow = (facts: ExitFacts): Evidence => {
  const { criteria, unit, today, points, dosage, verdict, goal, rule, versions } = facts;
  const findings = criteria.map((criterion) => ({ criterion, ...findingOf(criterion, facts) }));
  return {
    on: today,
    criteria: findings.map(({ criterion, value, used, isMet }) => ({
      id: criterion.id,
      version: criterion.version,
      words: criterionWords(criterion, unit),
      value: value ?? 0,
      used: [...used],
      isMet,
    })),
    points: (points.get("") ?? []).slice(-mostPoints),
    goal,
    verdict:
      verdict === null
        ? null
        : {
            outcome: verdict.outcome,
            finding: verdict.finding,
            strength: verdict.strength,
            sentence: verdict.sentence,
            perWeek: verdict.trend?.perWeek ?? null,
          },
    dosage,
    rule,
    versions,
  };
};

/**
 * The evidence that speaks for an exit, or null while one of the agreed criteria is not met. Without criteria nothing was
 * agreed on, so nothing is recommended.
 */
export const exitEvidence = (facts: ExitFacts): Evidence | null => {
  if (facts.criteria.length === 0) return null;
  const evidence = evidenceNow(facts);
  return evidence.criteria.every(({ isMet }) => isMet === true) ? evidence : null;
};

/**
 * Whether the points speak against the exit that their rules recommend: the student is below the aim, or the plan is to be
 * kept or made stronger. Too few points, or points above the aim, say nothing against it.
 */
export const speaksAgainst = ({ verdict }: Pick<Evidence, "verdict">): boolean =>
  verdict !== null &&
  (verdict.finding === "below" || verdict.outcome === "intensify" || verdict.outcome === "maintain");

const criteriaKey = ({ criteria }: Pick<Evidence, "criteria">): string =>
  criteria
    .map(({ id, version }) => `${id} ${version}`)
    .sort()
    .join();

/** Whether each of `used` is still among what is known now. */
const stand = (used: readonly Point[], known: readonly Point[]): boolean => {
  const left = known.map(({ on, value }) => `${on} ${value}`);
  return used.every(({ on, value }) => {
    const at = left.indexOf(`${on} ${value}`);
    if (at === -1) return false;
    left.splice(at, 1);
    return true;
  });
};

/**
 * Whether a recommendation that nobody has decided on yet stays as it is: the criteria are the same and met, what it
 * rests on still stands, and the plan is as delivered as it was. More points that say the same change nothing.
 */
export const stillStands = (evidence: Evidence, now: Evidence | null, facts: ExitFacts): boolean =>
  now !== null &&
  criteriaKey(evidence) === criteriaKey(now) &&
  isDelivered(evidence.dosage) === isDelivered(now.dosage) &&
  evidence.criteria.every(({ id, used }) => {
    const criterion = facts.criteria.find((one) => one.id === id);
    if (criterion === undefined) return false;
    return stand(
      used,
      criterion.thresholdType === "attendance"
        ? facts.marked.map(({ on, isAttended }) => ({ on, value: isAttended ? 1 : 0 }))
        : (facts.points.get(criterion.metric) ?? []),
    );
  });

/**
 * Whether to recommend again what somebody declined: only when something else was agreed on since, or when all that
 * speaks for it now was observed after the decision.
 */
export const speaksAnew = (now: Evidence, declined: { readonly evidence: Evidence; readonly on: Day }): boolean =>
  criteriaKey(now) !== criteriaKey(declined.evidence) ||
  now.criteria.every(({ used }) => used.every(({ on }) => on > declined.on));
