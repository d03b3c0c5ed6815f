import type { Compose } from "@handrail/domain/communications/schema";

import type { ValueFacts } from "./queries.ts";

const day = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(at);

const moment = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);

/** What the variables stand for, in the school's zone. */
export const valuesOf = (facts: ValueFacts, now: string): Compose["values"] => ({
  school: facts.school,
  staff: facts.staff,
  date: day(facts.zone, new Date(now)),
  intervention: facts.intervention,
  session: facts.nextSession === null ? null : moment(facts.zone, new Date(facts.nextSession)),
});
