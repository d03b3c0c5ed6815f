import * as z from "zod/mini";

/** A moment, ISO 8601 in UTC, such as `2026-11-21T09:55:00.000Z`. */
export const Instant = z.iso.datetime({ error: "This is not a moment in UTC." });
export type Instant = string;

/** A calendar day, `YYYY-MM-DD`, without a zone: the zone is always the school's. */
export const Day = z.iso
  .date("This is not a day (YYYY-MM-DD).")
  .check(z.refine((day) => day >= "1900-01-01" && day <= "2199-12-31", "Choose a day between 1900 and 2199."));
export type Day = string;

const minute = 60_000;

/** Whole minutes from `from` to `to`, rounded down; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / minute);

/** The calendar day of a moment in an IANA zone. */
export const dayIn = (zone: string, at: Instant): Day =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(at),
  );

/** The day `days` after `day` (before it when negative). */
export const addDays = (day: Day, days: number): Day => {
  const at = new Date(`${day}T00:00:00.000Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
};
