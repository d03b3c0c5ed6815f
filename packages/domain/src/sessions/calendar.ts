import type { Day } from "../kernel/time.ts";
import { timeIn } from "../kernel/zone-clock.ts";
import { weekdayOf } from "./occurrences.ts";

/** When a school is open: its zone, its terms, the days it is closed, its weekdays with their hours. */
export interface SchoolCalendar {
  readonly zone: string;
  readonly terms: readonly { readonly startsOn: Day; readonly endsOn: Day }[];
  readonly closures: readonly { readonly startsOn: Day; readonly endsOn: Day; readonly reason: string }[];
  readonly hours: readonly { readonly weekday: number; readonly opens: string; readonly closes: string }[];
}

/** The hours of a day that is a day of school; null on other days. A school without terms or hours is always open. */
export const hoursOn = (calendar: SchoolCalendar, day: Day): { opens: string; closes: string } | null =>
  calendar.hours.length === 0
    ? { opens: "00:00", closes: "23:59" }
    : (calendar.hours.find(({ weekday }) => weekday === weekdayOf(day)) ?? null);

interface DayState {
  readonly state: "ok" | "closed" | "outside_term" | "not_operating" | "outside_hours";
  readonly reason: string | null;
}

/** Whether the school's calendar has room for a session on that day and at that time. */
export const dayStateOf = (
  calendar: SchoolCalendar,
  { day, time }: { readonly day: Day; readonly time: string },
  end: number,
): DayState => {
  const isWithin = ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day }): boolean => startsOn <= day && day <= endsOn;
  if (calendar.terms.length > 0 && !calendar.terms.some(isWithin)) return { state: "outside_term", reason: null };
  const closure = calendar.closures.find(isWithin);
  if (closure !== undefined) return { state: "closed", reason: closure.reason };
  const hours = hoursOn(calendar, day);
  if (hours === null) return { state: "not_operating", reason: null };
  const ends = timeIn(calendar.zone, new Date(end).toISOString());
  if (calendar.hours.length > 0 && (time < hours.opens || ends > hours.closes || ends <= time))
    return { state: "outside_hours", reason: `${hours.opens} to ${hours.closes}` };
  return { state: "ok", reason: null };
};

/** Why nothing is held then, for people; null: there is room for it. */
export const closedWords = ({ state, reason }: DayState): string | null => {
  switch (state) {
    case "ok":
      return null;
    case "closed":
      return `School closed: ${reason ?? "no reason given"}`;
    case "outside_term":
      return "Outside term";
    case "not_operating":
      return "Not a school day";
    case "outside_hours":
      return `Outside school hours, ${reason ?? ""}`;
  }
};
