import type { CsvValue } from "../kernel/csv.ts";
import { percentOf } from "../kernel/share.ts";
import { doseLines } from "./dosage.ts";
import { fewestShown, type ProgramEffect } from "./insight-schema.ts";

/** A program's figures as they were counted. */
export interface EffectCounts extends Pick<
  ProgramEffect,
  "lineId" | "programId" | "name" | "tier" | "unit" | "enrolled"
> {
  readonly met: number;
  readonly notMet: number;
  readonly withdrawn: number;
  /** Enrolments with a verdict, and those of them on or above their aim. */
  readonly judged: number;
  readonly onAim: number;
  /** Students with enough points for a rate. */
  readonly measured: number;
  readonly medianRate: number | null;
  readonly received: number;
  readonly planned: number;
}

/** Whatever rests on fewer than five students is left out: it would tell of each of them. */
export const effectOf = (counts: EffectCounts): ProgramEffect => {
  const { met, notMet, withdrawn, judged, onAim, measured, medianRate, received, planned, ...about } = counts;
  const isShown = (count: number): boolean => count >= fewestShown;
  return {
    ...about,
    exits: isShown(met + notMet + withdrawn) ? { met, notMet, withdrawn } : null,
    onAim: isShown(judged) ? { part: onAim, whole: judged } : null,
    medianRate: isShown(measured) ? medianRate : null,
    dose: isShown(about.enrolled) && planned > 0 ? { part: received, whole: planned } : null,
  };
};

const head = [
  "Program",
  "Tier",
  "Enrolled",
  "Exits, goal met",
  "Exits, goal not met",
  "Withdrawn",
  "With a verdict",
  "On or above aim",
  "Median change a week",
  "Unit",
  "Dose %",
] as const;

const hidden = `fewer than ${fewestShown}`;

/** The effect of programs as rows of a table. */
export const effectRows = (programs: readonly ProgramEffect[]): readonly (readonly CsvValue[])[] => [
  head,
  ...programs.map(({ name, tier, enrolled, exits, onAim, medianRate, unit, dose }): readonly CsvValue[] => [
    name,
    tier,
    enrolled,
    exits?.met ?? hidden,
    exits?.notMet ?? hidden,
    exits?.withdrawn ?? hidden,
    onAim?.whole ?? hidden,
    onAim?.part ?? hidden,
    medianRate === null ? null : Math.round(medianRate * 100) / 100,
    unit,
    dose === null ? null : percentOf(dose.part, dose.whole, doseLines),
  ]),
];
