import type { Day, Instant } from "./day.ts";
import { clockIn, twoDigits } from "./zone-clock.ts";

// The schemas stand apart: a page that only counts days loads nothing to check them with.
export { Day, Instant } from "./day.ts";

const minute = 60_000;

/** Whole minutes from `from` to `to`, rounded down; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / minute);

/** The calendar day of a moment in an IANA zone. */
export const dayIn = (zone: string, at: Instant): Day => {
  const { year, month, day } = clockIn(zone, Date.parse(at));
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
};

/** The day `days` after `day` (before it when negative). */
export const addDays = (day: Day, days: number): Day => {
  const at = new Date(`${day}T00:00:00.000Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
};

const dayLength = 86_400_000;

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / dayLength);
