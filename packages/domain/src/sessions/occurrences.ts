import { addDays, daysBetween, type Day } from "../kernel/time.ts";

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** Monday is 1. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7;

interface NamedDay {
  readonly weekday: number;
  /** Which of the month, counted from its end where negative; null: every one. */
  readonly nth: number | null;
}

interface Rule {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY";
  readonly interval: number;
  readonly days: readonly NamedDay[];
  readonly monthDays: readonly number[];
}

const numbers = (list: string | undefined): number[] => list?.split(",").map(Number) ?? [];

const namedDay = (text: string): NamedDay => {
  const nth = text.slice(0, -2);
  return {
    weekday: weekdays.indexOf(text.slice(-2) as (typeof weekdays)[number]) + 1,
    nth: nth === "" ? null : Number(nth),
  };
};

/** A rule of the kind that `isRecurrence` accepts (RFC 5545 without COUNT and UNTIL), taken apart. */
const ruleOf = (recurrence: string): Rule => {
  const parts = new Map(recurrence.split(";").map((part) => part.split("=") as [string, string]));
  return {
    frequency: parts.get("FREQ") as Rule["frequency"],
    interval: Number(parts.get("INTERVAL") ?? 1),
    days: parts.get("BYDAY")?.split(",").map(namedDay) ?? [],
    monthDays: numbers(parts.get("BYMONTHDAY")),
  };
};

const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const monthLength = (day: Day): number =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

/** Whether a month names this day: by its date, by its weekday, or by both. */
const isInMonth = (rule: Rule, day: Day, firstDay: Day): boolean => {
  const date = Number(day.slice(8));
  const length = monthLength(day);
  const isNamed = ({ weekday, nth }: NamedDay): boolean =>
    weekday === weekdayOf(day) &&
    (nth === null || (nth > 0 ? Math.ceil(date / 7) === nth : Math.ceil((length - date + 1) / 7) === -nth));
  const isDated = rule.monthDays.some((one) => (one > 0 ? one === date : length + one + 1 === date));
  if (rule.monthDays.length > 0) return isDated && (rule.days.length === 0 || rule.days.some(isNamed));
  return rule.days.length > 0 ? rule.days.some(isNamed) : date === Number(firstDay.slice(8));
};

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

const isNamedBy = (rule: Rule, day: Day, firstDay: Day): boolean => {
  const { frequency, interval, days, monthDays } = rule;
  const isWeekday = days.some(({ weekday }) => weekday === weekdayOf(day));
  switch (frequency) {
    case "DAILY":
      return (
        daysBetween(firstDay, day) % interval === 0 &&
        (days.length === 0 || isWeekday) &&
        (monthDays.length === 0 || isInMonth({ ...rule, days: [] }, day, firstDay))
      );
    case "WEEKLY":
      return (
        (daysBetween(mondayOf(firstDay), mondayOf(day)) / 7) % interval === 0 &&
        (days.length === 0 ? weekdayOf(day) === weekdayOf(firstDay) : isWeekday)
      );
    case "MONTHLY":
      return (monthOf(day) - monthOf(firstDay)) % interval === 0 && isInMonth(rule, day, firstDay);
  }
};

/** The longest a pattern may run: two years, a leap day and its last day included. */
export const mostDays = 732;

/** The days of a pattern from its first to its last, both included; a calendar's days, without hours and zones. */
export const daysOf = (pattern: {
  readonly recurrence: string;
  readonly startsOn: Day;
  readonly endsOn: Day;
}): readonly Day[] => {
  const rule = ruleOf(pattern.recurrence);
  const length = Math.min(daysBetween(pattern.startsOn, pattern.endsOn) + 1, mostDays);
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(pattern.startsOn, index)).filter((day) =>
    isNamedBy(rule, day, pattern.startsOn),
  );
};
