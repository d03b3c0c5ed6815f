import type { SessionListRow } from "@handrail/domain/sessions/schema";

import { hourIn } from "../../lib/time.ts";

export interface RibbonBar {
  readonly session: SessionListRow;
  /** Hours of the school's day, with fractions. */
  readonly start: number;
  readonly end: number;
  /** Sessions at the same time lie under each other. */
  readonly lane: number;
}

export interface Ribbon {
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
  readonly bars: readonly RibbonBar[];
}

const schoolDay = { from: 8, to: 17 };

/** Where each session lies on the day's ribbon; the school day, widened where a session needs more. */
export const ribbonOf = (sessions: readonly SessionListRow[], zone: string): Ribbon => {
  const ends: number[] = [];
  const bars = sessions
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
    .map((session) => {
      const start = hourIn(zone, session.startsAt);
      const until = hourIn(zone, session.endsAt);
      // A session over midnight ends with the day here.
      const end = until > start ? until : 24;
      const free = ends.findIndex((last) => last <= start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = end;
      return { session, start, end, lane };
    });
  return {
    from: Math.floor(Math.min(schoolDay.from, ...bars.map(({ start }) => start))),
    to: Math.ceil(Math.max(schoolDay.to, ...bars.map(({ end }) => end))),
    lanes: Math.max(1, ends.length),
    bars,
  };
};
