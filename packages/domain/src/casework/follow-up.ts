import { addDays, type Day } from "../kernel/time.ts";

/** Longest distance that can be typed: further is a slip. */
const mostDays = 366 * 2;

/** A word or its beginning, three letters at least: `fri`, `frid`, `friday`. */
const placeOf = (word: string, names: readonly string[]): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay();

/** The same day of the month so many months on, or the last there is: a month after 31 January is the end of February. */
const addMonths = (day: Day, count: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
};

const calendarDay = (year: number, month: number, date: number): Day | null => {
  const made = new Date(Date.UTC(year, month, date));
  return made.getUTCMonth() === month && made.getUTCDate() === date ? made.toISOString().slice(0, 10) : null;
};

/** A day of the year that comes next: this year's, or next year's once it has passed. */
const nextOf = (month: number, date: number, today: Day): Day | null => {
  const year = Number(today.slice(0, 4));
  for (const candidate of [year, year + 1]) {
    const day = calendarDay(candidate, month, date);
    if (day !== null && day > today) return day;
  }
  // 29 February comes in a year that has one.
  return month === 1 && date === 29 ? (calendarDay(year + 2, 1, 29) ?? calendarDay(year + 3, 1, 29)) : null;
};

const span = (amount: number, unit: string, today: Day): Day | null => {
  if (amount < 1) return null;
  const day =
    unit === "m"
      ? addMonths(today, Math.min(amount, 24))
      : addDays(today, Math.min(amount * (unit === "w" ? 7 : 1), mostDays + 1));
  return day <= addDays(today, mostDays) ? day : null;
};

/**
 * The day that a shortcut means, or null when it means none: `3d`, `2w`, `1m`, `tomorrow`, `fri`, `24 nov`, `nov 24`,
 * `24/11`, `2026-12-05`. It is always after today.
 */
export const followUpOf = (typed: string, today: Day): Day | null => {
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (words === "tomorrow" || words === "tmr" || words === "tom") return addDays(today, 1);
  const distance = /^(\d{1,3}) ?([dwm])(?:ays?|eeks?|onths?)?$/.exec(words);
  if (distance?.[1] !== undefined && distance[2] !== undefined) return span(Number(distance[1]), distance[2], today);
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) {
    const [year = 0, month = 0, date = 0] = words.split("-").map(Number);
    const day = calendarDay(year, month - 1, date);
    return day !== null && day > today && day <= addDays(today, mostDays) ? day : null;
  }
  const weekday = placeOf(words, weekdays);
  if (weekday >= 0) return addDays(today, (weekday - weekdayOf(today) + 7) % 7 || 7);
  const slashed = /^(\d{1,2})[/.](\d{1,2})\.?$/.exec(words);
  if (slashed?.[1] !== undefined && slashed[2] !== undefined)
    return nextOf(Number(slashed[2]) - 1, Number(slashed[1]), today);
  const named = /^(?:(\d{1,2}) ?([a-z]+)|([a-z]+) ?(\d{1,2}))$/.exec(words);
  const name = named?.[2] ?? named?.[3] ?? "";
  const month = placeOf(name, months);
  return month < 0 ? null : nextOf(month, Number(named?.[1] ?? named?.[4]), today);
};
