import type { Day, Instant } from "../kernel/time.ts";

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once per zone: making one costs a thousand times what using it does. */
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
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
  clocks.set(zone, made);
  return made;
};

/** How far clocks in the zone are ahead of UTC at that moment, in milliseconds. */
const offsetAt = (zone: string, at: number): number => {
  // "21/11/2026, 09:30:00"
  const shown = clockOf(zone).format(at);
  const local = Date.UTC(
    Number(shown.slice(6, 10)),
    Number(shown.slice(3, 5)) - 1,
    Number(shown.slice(0, 2)),
    Number(shown.slice(12, 14)),
    Number(shown.slice(15, 17)),
    Number(shown.slice(18, 20)),
  );
  return local - Math.floor(at / 1000) * 1000;
};

const hour = 3_600_000;
/** Further than any zone is from UTC. */
const reach = 15 * hour;

/**
 * The moment at which clocks in the zone show this day and time (`HH:MM`). A time that the clocks skip is read as before
 * the change, so that it comes as much later as they jump (02:30 becomes 03:30); of a time that they show twice it is the
 * first.
 */
export const instantIn = (zone: string, day: Day, time: string): Instant => {
  const wanted = Date.parse(`${day}T${time}:00.000Z`);
  const before = offsetAt(zone, wanted - reach);
  const after = offsetAt(zone, wanted + reach);
  const shows = (offset: number): boolean => offsetAt(zone, wanted - offset) === offset;
  const offset = before === after || shows(before) || !shows(after) ? before : after;
  return new Date(wanted - offset).toISOString();
};

/** What clocks in the zone show at that moment, as `HH:MM`. */
export const timeIn = (zone: string, at: Instant): string => clockOf(zone).format(new Date(at)).slice(12, 17);
