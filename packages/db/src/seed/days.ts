import { addDays, type Day, type Instant } from "@handrail/domain/kernel/time";

export { instantIn as momentIn } from "@handrail/domain/sessions/zone-time";

const minute = 60_000;

export const plusMinutes = (at: Instant, minutes: number): Instant =>
  new Date(Date.parse(at) + minutes * minute).toISOString();

export const nearestFive = (at: Instant): Instant =>
  new Date(Math.round(Date.parse(at) / (5 * minute)) * 5 * minute).toISOString();

/** Monday is 1. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7;

const isWeekend = (day: Day): boolean => weekdayOf(day) > 5;

/** The days around today that the demo speaks of. */
export interface Calendar {
  readonly today: Day;
  /** Mondays to Fridays of the 14 weeks before today, without the closure. */
  readonly past: readonly Day[];
  /** The next five such days after today. */
  readonly next: readonly Day[];
  readonly pastClosure: Day;
  readonly nextClosure: Day;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

const notOnWeekend = (day: Day): Day => (isWeekend(day) ? notOnWeekend(addDays(day, 1)) : day);

const weeks = 14;

export const calendarOf = (today: Day): Calendar => {
  const pastClosure = notOnWeekend(addDays(today, -37));
  const nextClosure = notOnWeekend(addDays(today, 8));
  const isOpen = (day: Day): boolean => !isWeekend(day) && day !== pastClosure && day !== nextClosure;
  const around = (from: number, to: number): Day[] =>
    Array.from({ length: to - from + 1 }, (_, index) => addDays(today, from + index)).filter(isOpen);
  return {
    today,
    past: around(-7 * weeks, -1),
    next: around(1, 14).slice(0, 5),
    pastClosure,
    nextClosure,
    firstDay: addDays(today, -7 * weeks),
    lastDay: addDays(today, 28),
  };
};
