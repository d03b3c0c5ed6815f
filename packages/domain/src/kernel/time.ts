import type { Day, Instant } from "./day.ts";

// The schemas stand apart: a page that only counts days loads nothing to check them with.
export { Day, Instant } from "./day.ts";

const minute = 60_000;

/** Whole minutes from `from` to `to`, rounded down; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / minute);

const days = new Map<string, Intl.DateTimeFormat>();

/** Made once per zone: making one costs a thousand times what using it does. */
const daysOf = (zone: string): Intl.DateTimeFormat => {
  const known = days.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  days.set(zone, made);
  return made;
};

/** The calendar day of a moment in an IANA zone. */
export const dayIn = (zone: string, at: Instant): Day => daysOf(zone).format(new Date(at));

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
