import type { Instant } from "./day.ts";

/** What clocks in a zone show at one moment. `month` is 1 to 12, `hour` 0 to 23. */
export interface ZoneClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once per zone: making one costs a thousand times what using it does. */
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
};

/**
 * The one place that reads a date or a time out of `Intl`. It takes the named parts: the text that `format` prints is
 * for people, and its order and punctuation differ between engines and releases.
 */
export const clockIn = (zone: string, at: number): ZoneClock => {
  const clock = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(at))
    if (type in clock) Object.assign(clock, { [type]: Number(value) });
  return clock;
};

export const twoDigits = (part: number): string => String(part).padStart(2, "0");

/** What clocks in the zone show at that moment, as `HH:MM`. */
export const timeIn = (zone: string, at: Instant): string => {
  const { hour, minute } = clockIn(zone, Date.parse(at));
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
};
