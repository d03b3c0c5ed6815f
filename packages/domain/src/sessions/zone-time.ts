import type { Day, Instant } from "../kernel/time.ts";
import { clockIn } from "../kernel/zone-clock.ts";

/** How far clocks in the zone are ahead of UTC at that moment, in milliseconds. */
const offsetAt = (zone: string, at: number): number => {
  const { year, month, day, hour: hours, minute, second } = clockIn(zone, at);
  return Date.UTC(year, month - 1, day, hours, minute, second) - Math.floor(at / 1000) * 1000;
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
