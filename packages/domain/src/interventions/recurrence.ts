import type { Frequency } from "./schema.ts";

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

const part =
  /^(?:INTERVAL=[1-9]\d?|BYDAY=(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}|BYMONTHDAY=-?(?:[1-9]|[12]\d|3[01])(?:,-?(?:[1-9]|[12]\d|3[01])){0,5})$/;

/** First and last date on which the nth of a weekday can fall, in months of 28 to 31 days. */
const datesOfNth = (nth: number): readonly [number, number] =>
  nth > 0 ? [7 * nth - 6, Math.min(7 * nth, 31)] : [Math.max(1, 29 + 7 * nth), 38 + 7 * nth];

/** First and last date that a day of the month can be, where a negative one is counted from the month's end. */
const datesOfMonthDay = (day: number): readonly [number, number] =>
  day > 0 ? [day, day] : [Math.max(1, 29 + day), 32 + day];

/** Whether any month has a day that is both. */
const canMeet = (byDay: string, monthDay: number): boolean => {
  const nth = Number(byDay.slice(0, -2));
  if (nth === 0) return true;
  const [[from, until], [first, last]] = [datesOfNth(nth), datesOfMonthDay(monthDay)];
  return from <= last && first <= until;
};

/** By RFC 5545 only a month has a second Monday or a 20th, and both together must be possible on one day. */
const canNameDay = (parts: ReadonlyMap<string, string>): boolean => {
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const monthDays = parts.get("BYMONTHDAY")?.split(",").map(Number) ?? [];
  if (parts.get("FREQ") !== "MONTHLY" && days.some((day) => day.length > 2)) return false;
  if (parts.get("FREQ") === "WEEKLY" && monthDays.length > 0) return false;
  return (
    days.length === 0 ||
    monthDays.length === 0 ||
    days.some((day) => monthDays.some((monthDay) => canMeet(day, monthDay)))
  );
};

/** The parts of a rule (RFC 5545) by their names, or null for what is not one. */
const partsOf = (rule: string): ReadonlyMap<string, string> | null => {
  const [frequency = "", ...rest] = rule.split(";");
  if (!/^FREQ=(?:DAILY|WEEKLY|MONTHLY)$/.test(frequency) || !rest.every((one) => part.test(one))) return null;
  const pairs = [frequency, ...rest].map((one) => one.split("=") as [string, string]);
  const parts = new Map(pairs);
  return parts.size === pairs.length && canNameDay(parts) ? parts : null;
};

/** What a rule that is refused is told, wherever it was sent. */
export const notRecurrence = "These settings give no day. Choose how often, and on which days.";

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
