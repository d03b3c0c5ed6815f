import { weekdayWords } from "@handrail/domain/kernel/day-words";
import { type Day, dayIn, type Instant, minutesBetween } from "@handrail/domain/kernel/time";
import { clockIn, timeIn, twoDigits } from "@handrail/domain/kernel/zone-clock";

/** All times are the school's. `locale` is the app's own, so that a test and a person read the same. */
const locale = "en-GB";

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const name = `${key} ${options.timeZone ?? ""}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(name, made);
  return made;
};

/** `09:55`; also what a field of type `time` takes. */
export const clockTime = timeIn;

/** The hour of the day with its fraction, for places along a ribbon: 9.5 is half past nine. */
export const hourIn = (zone: string, at: Instant): number => {
  const { hour, minute } = clockIn(zone, Date.parse(at));
  return hour + minute / 60;
};

const utc = { timeZone: "UTC" } as const;
const noon = (day: Day): Date => new Date(`${day}T12:00:00.000Z`);

/** The parts in our order and without commas, whatever an engine would put between them. */
const wordsOf = (made: Intl.DateTimeFormat, at: Date): string => {
  const parts = made.formatToParts(at);
  return (["weekday", "day", "month", "year"] as const)
    .flatMap((type) => parts.find((part) => part.type === type)?.value ?? [])
    .join(" ");
};

/** `Sat 21 Nov`, with its year where that is not this school year. A calendar day has no zone. */
export const shortDay = (day: Day, today: Day = new Date().toISOString()): string => weekdayWords(day, today);

/** `Saturday 21 November 2026` */
export const longDay = (day: Day): string =>
  wordsOf(format("long", { ...utc, weekday: "long", day: "numeric", month: "long", year: "numeric" }), noon(day));

/** `Sat 21 Nov, 09:55`; the clock alone when it is today. */
export const moment = (zone: string, at: Instant, now: Instant): string => {
  const day = dayIn(zone, at);
  const today = dayIn(zone, now);
  return day === today ? clockTime(zone, at) : `${shortDay(day, today)}, ${clockTime(zone, at)}`;
};

const zoneName = (zone: string, at: Instant): string =>
  format("zone", { timeZone: zone, timeZoneName: "short", hour: "2-digit" })
    .formatToParts(new Date(at))
    .find(({ type }) => type === "timeZoneName")?.value ?? zone;

/** The school's zone, for people whose own clock shows something else at that moment; otherwise nothing. */
export const zoneNote = (zone: string, at: Instant): string => {
  const own = new Date(at);
  const ownDay = `${own.getFullYear()}-${twoDigits(own.getMonth() + 1)}-${twoDigits(own.getDate())}`;
  const ownClock = `${twoDigits(own.getHours())}:${twoDigits(own.getMinutes())}`;
  return clockTime(zone, at) === ownClock && dayIn(zone, at) === ownDay ? "" : zoneName(zone, at);
};

export const span = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};

/** `in 6 min`, `12 min ago`, `now`. */
export const fromNow = (at: Instant, now: Instant): string => {
  const minutes = minutesBetween(now, at);
  if (Math.abs(minutes) < 1) return "now";
  return minutes > 0 ? `in ${span(minutes)}` : `${span(-minutes)} ago`;
};

/** `4 min ago`, `3 h ago`; after a day the day itself. */
export const longAgo = (zone: string, at: Instant, now: Instant): string => {
  const minutes = minutesBetween(at, now);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h ago` : moment(zone, at, now);
};

/** Good morning until noon, good afternoon until six, by the school's clock. */
export const greeting = (zone: string, now: Instant): string => {
  const hour = hourIn(zone, now);
  if (hour < 12) return "Good morning";
  return hour < 18 ? "Good afternoon" : "Good evening";
};
