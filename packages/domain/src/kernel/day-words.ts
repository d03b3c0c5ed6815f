import type { Day } from "./time.ts";

type Part = "weekday" | "day" | "month" | "year";

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (parts: readonly Part[]): Intl.DateTimeFormat => {
  const name = parts.join(" ");
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(parts.includes("weekday") && { weekday: "short" }),
    ...(parts.includes("year") && { year: "numeric" }),
  });
  formats.set(name, made);
  return made;
};

/** The parts in our order and without commas, whatever an engine would put between them. */
const wordsOf = (day: Day, parts: readonly Part[]): string => {
  const found = formatOf(parts).formatToParts(new Date(`${day}T12:00:00.000Z`));
  return parts.flatMap((type) => found.find((part) => part.type === type)?.value ?? []).join(" ");
};

/** A school year is taken to begin in August; where it begins in January, the year is shown more often. */
const schoolYearOf = (day: Day): number => Number(day.slice(0, 4)) - (day.slice(5, 7) < "08" ? 1 : 0);

const yearOf = (day: Day, today: Day): readonly Part[] => (schoolYearOf(day) === schoolYearOf(today) ? [] : ["year"]);

/** `Sat 21 Nov`, with its year where that is not this school year. A calendar day has no zone. */
export const weekdayWords = (day: Day, today: Day): string =>
  wordsOf(day, ["weekday", "day", "month", ...yearOf(day, today)]);

/** `21 Nov`, with its year where that is not this school year. */
export const dayWords = (day: Day, today: Day): string => wordsOf(day, ["day", "month", ...yearOf(day, today)]);
