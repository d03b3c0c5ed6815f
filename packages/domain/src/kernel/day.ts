import * as z from "zod/mini";

/** A moment, ISO 8601 in UTC, such as `2026-11-21T09:55:00.000Z`. */
export const Instant = z.iso.datetime({ error: "This is not a moment in UTC." });
export type Instant = string;

/** A calendar day, `YYYY-MM-DD`, without a zone: the zone is always the school's. */
export const Day = z.iso
  .date("This is not a day (YYYY-MM-DD).")
  .check(z.refine((day) => day >= "1900-01-01" && day <= "2199-12-31", "Choose a day between 1900 and 2199."));
export type Day = string;
