import type { Frequency } from "./schema.ts";

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

const part =
  /^(?:INTERVAL=[1-9]\d?|BYDAY=(?:[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}|BYMONTHDAY=-?[1-9]\d?(?:,-?[1-9]\d?){0,5})$/;

/** The parts of a rule (RFC 5545) by their names, or null for what is not one. */
const partsOf = (rule: string): ReadonlyMap<string, string> | null => {
  const [frequency = "", ...rest] = rule.split(";");
  if (!/^FREQ=(?:DAILY|WEEKLY|MONTHLY)$/.test(frequency) || !rest.every((one) => part.test(one))) return null;
  const pairs = [frequency, ...rest].map((one) => one.split("=") as [string, string]);
  const parts = new Map(pairs);
  return parts.size === pairs.length ? parts : null;
};

/** How often, and on which days. Where it ends is the intervention's to say, so COUNT and UNTIL are no part of it. */
export const isRecurrence = (rule: string): boolean => partsOf(rule) !== null;

export const weekdaysOf = (rule: string): readonly Weekday[] => {
  const named = partsOf(rule)?.get("BYDAY")?.split(",") ?? [];
  return weekdays.filter((day) => named.includes(day));
};

export const weeklyOn = (days: readonly Weekday[], every = 1): string => {
  const named = weekdays.filter((day) => days.includes(day)).join(",");
  return `FREQ=WEEKLY${every === 1 ? "" : `;INTERVAL=${every}`}${named === "" ? "" : `;BYDAY=${named}`}`;
};

const schoolDays = 5;
const weeksPerMonth = 52 / 12;

/** About how many sessions a week a rule makes in a school that is open from Monday to Friday. */
const sessionsPerWeek = (rule: string): number => {
  const parts = partsOf(rule);
  if (parts === null) return 0;
  const every = Number(parts.get("INTERVAL") ?? 1);
  const days = parts.get("BYDAY")?.split(",").length;
  const kind = parts.get("FREQ");
  if (kind === "DAILY") return (days ?? schoolDays) / every;
  if (kind === "WEEKLY") return (days ?? 1) / every;
  return (days ?? parts.get("BYMONTHDAY")?.split(",").length ?? 1) / (every * weeksPerMonth);
};

/** What a run of a program comes to: the numbers that a new intervention begins with. */
export const plannedOf = (program: {
  readonly recurrence: string;
  readonly plannedWeeks: number;
  readonly durationMinutes: number;
}): { readonly sessions: number; readonly minutes: number } => {
  const sessions = Math.round(sessionsPerWeek(program.recurrence) * program.plannedWeeks);
  return { sessions, minutes: sessions * program.durationMinutes };
};

/** The frequency that a rule goes with: a choice of the form and the rule it wrote never disagree. */
export const fitsFrequency = (frequency: Frequency, rule: string): boolean => {
  const kind = partsOf(rule)?.get("FREQ");
  if (frequency === "daily") return kind === "DAILY";
  return frequency === "weekly" ? kind === "WEEKLY" : kind !== undefined;
};
