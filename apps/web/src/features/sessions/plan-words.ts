import type { Weekday } from "@handrail/domain/interventions/recurrence";
import type { Clash, Occurrence, OccurrenceState } from "@handrail/domain/sessions/schedule-schema";

import { clockTime, shortDay } from "../../lib/time.ts";

export const weekdayWords: Readonly<Record<Weekday, string>> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};

export const stateWords: Readonly<Record<OccurrenceState, string>> = {
  ok: "Free",
  closed: "School closed",
  outside_term: "Outside term",
  not_operating: "Not a school day",
  outside_hours: "Outside school hours",
  past: "Over",
  clash: "Clash",
  left_out: "Left out",
};

const span = (zone: string, { startsAt, endsAt }: { startsAt: string; endsAt: string }): string =>
  `${clockTime(zone, startsAt)} to ${clockTime(zone, endsAt)}`;

/** What is in the way, in a sentence. */
export const clashWords = (clash: Clash, zone: string, nameOf: (id: string, code: string) => string): string => {
  const when = span(zone, clash);
  switch (clash.kind) {
    case "staff":
      return `${clash.name} leads ${clash.title}, ${when}`;
    case "room":
      return `${clash.name} is taken by ${clash.title}, ${when}`;
    case "student":
      return `${nameOf(clash.resourceId, clash.name)} is expected at ${clash.title}, ${when}`;
    case "self":
      return `Overlaps another session of this schedule, ${when}`;
  }
};

export const whyWords = ({ state, reason }: Pick<Occurrence, "state" | "reason">): string | null => {
  if (reason === null) return null;
  return state === "outside_hours" ? `Open ${reason}` : reason;
};

export const whenWords = (zone: string, { day, startsAt, endsAt }: { day: string; startsAt: string; endsAt: string }) =>
  `${shortDay(day)}, ${span(zone, { startsAt, endsAt })}`;
