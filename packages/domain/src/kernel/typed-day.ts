import { addDays, daysBetween, type Day } from "./time.ts";

// Read word by word: no regular expression here sees more than one word of what was typed.

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

/** In which order a school writes the day and the month: 5/12 is 5 December or May 12. */
export type DayOrder = "day-first" | "month-first";

/** A word or its beginning, three letters at least: `fri`, `frid`, `friday`. */
const placeOf = (word: string, names: readonly string[]): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay();

/** The same day of the month so many months on, or the last there is: a month after 31 January is the end of February. */
const addMonths = (day: Day, count: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
};

interface DayParts {
  readonly year: number | null;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
}

/** Null where the calendar has no such day. */
const calendarDay = ({ year, month, date }: DayParts & { readonly year: number }): Day | null => {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made.toISOString().slice(0, 10) : null;
};

/** Without a year it is the nearest such day: on 30 November, 24 November was last week. 29 February may be years away. */
const nearest = (parts: DayParts, today: Day): Day | null => {
  const year = Number(today.slice(0, 4));
  const days = [0, 1, -1, 2, -2, 3, -3, 4, -4].flatMap((step) => calendarDay({ ...parts, year: year + step }) ?? []);
  return days.reduce<Day | null>(
    (best, day) =>
      best !== null && Math.abs(daysBetween(today, best)) <= Math.abs(daysBetween(today, day)) ? best : day,
    null,
  );
};

/** `26` is 2026; a year has two digits or four. */
const yearOf = (typed: string | undefined): number | null | undefined => {
  if (typed === undefined) return null;
  if (typed.length === 2) return 2000 + Number(typed);
  return typed.length === 4 ? Number(typed) : undefined;
};

const separators = new Set([" ", "/", ".", "-", ","]);
const kindOf = (sign: string): "digit" | "letter" | "other" => {
  if (sign >= "0" && sign <= "9") return "digit";
  return sign >= "a" && sign <= "z" ? "letter" : "other";
};

/** Numbers and words in turn; null where there is any other sign, or none of them at the beginning. */
const tokensOf = (typed: string): readonly string[] | null => {
  const tokens: string[] = [];
  let before = "other";
  for (const sign of typed.trim().toLowerCase()) {
    const kind = kindOf(sign);
    if (kind === "other" && (!separators.has(sign) || tokens.length === 0)) return null;
    if (kind !== "other") tokens.push(kind === before ? `${tokens.pop() ?? ""}${sign}` : sign);
    before = kind;
  }
  return tokens;
};

const isNumber = (token: string): boolean => kindOf(token.charAt(0)) === "digit";
const fillers = new Set(["st", "nd", "rd", "th", "of", "in"]);
const units: Readonly<Record<string, "d" | "w" | "m">> = {
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
  m: "m",
  month: "m",
  months: "m",
};

const distance = (amount: number, unit: "d" | "w" | "m", today: Day): Day | null => {
  if (amount < 1 || amount > 9_999) return null;
  return unit === "m" ? addMonths(today, amount) : addDays(today, amount * (unit === "w" ? 7 : 1));
};

const partsOf = (tokens: readonly string[], order: DayOrder): DayParts | null => {
  const words = tokens.filter((token) => !isNumber(token));
  const numbers = tokens.filter(isNumber);
  const [first = "", second = "", third] = numbers;
  if (words.length === 0 && first.length === 4 && third !== undefined && numbers.length === 3)
    return { year: Number(first), month: Number(second), date: Number(third) };
  if (words.length === 1 && numbers.length <= 2) {
    const year = yearOf(numbers[1]);
    const month = placeOf(words[0] ?? "", months) + 1;
    return month === 0 || year === undefined || first.length > 2 ? null : { year, month, date: Number(first) };
  }
  if (words.length > 0 || numbers.length < 2 || numbers.length > 3) return null;
  const year = yearOf(third);
  if (year === undefined || first.length > 2 || second.length > 2) return null;
  // A number over twelve is no month, whatever the order.
  const isDayFirst = Number(first) > 12 || (order === "day-first" && Number(second) <= 12);
  const [date, month] = isDayFirst ? [first, second] : [second, first];
  return { year, month: Number(month), date: Number(date) };
};

/**
 * The day that was typed, or null when it is none: `3d`, `2w`, `1m`, `today`, `tomorrow`, `fri`, `24 nov`, `nov 24`,
 * `24/11`, `5 december 2026`, `05/12/2026`, `12.12.2026`, `2026-12-05`. A weekday is the next one.
 */
export const dayTyped = (
  typed: string,
  { today, order = "day-first" }: { readonly today: Day; readonly order?: DayOrder },
): Day | null => {
  const tokens = tokensOf(typed)?.filter((token) => !fillers.has(token)) ?? [];
  const [first = "", second = ""] = tokens;
  if (tokens.length === 1 && !isNumber(first)) {
    if (first === "today") return today;
    if (first === "yesterday") return addDays(today, -1);
    if (first === "tomorrow" || first === "tmr" || first === "tom") return addDays(today, 1);
    const weekday = placeOf(first, weekdays);
    return weekday < 0 ? null : addDays(today, (weekday - weekdayOf(today) + 7) % 7 || 7);
  }
  const unit = tokens.length === 2 && isNumber(first) ? units[second] : undefined;
  if (unit !== undefined) return distance(Number(first), unit, today);
  const parts = partsOf(tokens, order);
  if (parts === null) return null;
  return parts.year === null ? nearest(parts, today) : calendarDay({ ...parts, year: parts.year });
};

/** Whether a year was written: without one, a day that has passed may be meant as next year's. */
export const hasYear = (typed: string): boolean =>
  (tokensOf(typed) ?? []).some((token) => isNumber(token) && token.length === 4) ||
  (tokensOf(typed) ?? []).filter(isNumber).length === 3;
