import { addDays, type Day, type Instant } from "../kernel/time.ts";
import { bookedTimes, type Busy } from "./booked-times.ts";
import { dayStateOf, hoursOn, type SchoolCalendar } from "./calendar.ts";
import { daysOf } from "./occurrences.ts";
import type { Alternative, Choice, Clash, Occurrence, Pattern } from "./schedule-schema.ts";
import { instantIn } from "./zone-time.ts";

const minute = 60_000;

/** What a plan is made from. */
export interface PlanFacts {
  readonly calendar: SchoolCalendar;
  readonly now: Instant;
  /** The time of everyone and every room of the plan that is taken already. */
  readonly claims: readonly Clash[];
  readonly studentIds: readonly string[];
}

interface Wanted {
  readonly pattern: number;
  readonly occursOn: Day;
  readonly day: Day;
  readonly time: string;
  readonly isLeftOut: boolean;
  readonly start: number;
  readonly end: number;
}

const shownClashes = 5;
const stepMinutes = 15;
const mostOnSameDay = 2;
const mostOnNextDays = 2;
/** How far after its day an occurrence is still a stand-in for it. */
export const nextDays = 7;

const wantedOf = (
  { patterns, choices }: { readonly patterns: readonly Pattern[]; readonly choices: readonly Choice[] },
  zone: string,
): Wanted[] => {
  const chosen = new Map(choices.map((choice) => [`${choice.pattern} ${choice.occursOn}`, choice]));
  return patterns.flatMap((pattern, index) =>
    daysOf(pattern).map((occursOn) => {
      const choice = chosen.get(`${index} ${occursOn}`);
      const { day, time } = choice?.to ?? { day: occursOn, time: pattern.localTime };
      const start = Date.parse(instantIn(zone, day, time));
      const end = start + pattern.durationMinutes * minute;
      return { pattern: index, occursOn, day, time, isLeftOut: choice?.to === null, start, end };
    }),
  );
};

const moment = (at: number): Instant => new Date(at).toISOString();

/** Clashes at a time: with what is booked, and with the other sessions of the same plan. */
type Look = (pattern: number, span: { readonly start: number; readonly end: number; readonly but: Wanted }) => Clash[];

const lookIn = (wanted: readonly Wanted[], patterns: readonly Pattern[], facts: PlanFacts): Look => {
  const held = wanted.filter((one) => !one.isLeftOut && dayStateOf(facts.calendar, one, one.end).state === "ok");
  const own = bookedTimes(held.map((one): Busy<Wanted> => ({ start: one.start, end: one.end, what: one })));
  const booked = patterns.map(({ facilitatorId, locationId }) => {
    const needed = new Set([facilitatorId, locationId, ...facts.studentIds]);
    return bookedTimes(
      facts.claims
        .filter(({ resourceId }) => needed.has(resourceId))
        .map((claim) => ({ start: Date.parse(claim.startsAt), end: Date.parse(claim.endsAt), what: claim })),
    );
  });
  return (pattern, { start, end, but }) => [
    ...(booked[pattern]?.(start, end) ?? []),
    ...own(start, end)
      .filter((one) => one !== but)
      .map((one): Clash => ({
        kind: "self",
        resourceId: "",
        name: "",
        title: "this schedule",
        sessionId: null,
        startsAt: moment(one.start),
        endsAt: moment(one.end),
      })),
  ];
};

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Times of the day within the school's hours, the nearest to the wanted one first. */
const timesOn = (calendar: SchoolCalendar, day: Day, { time, length }: { time: string; length: number }): string[] => {
  const hours = hoursOn(calendar, day);
  if (hours === null) return [];
  const wanted = minutesOf(time);
  const from = Math.ceil(minutesOf(hours.opens) / stepMinutes) * stepMinutes;
  const count = Math.max(0, Math.floor((minutesOf(hours.closes) - length - from) / stepMinutes) + 1);
  return Array.from({ length: count }, (_, index) => from + index * stepMinutes)
    .filter((at) => at !== wanted)
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b)
    .map(clockOf);
};

/** The nearest free times: other times of the same day, and the same time on the days after. */
const alternativesTo = (one: Wanted, look: Look, { calendar, now }: PlanFacts): Alternative[] => {
  const length = one.end - one.start;
  const free = (day: Day, time: string): Alternative | null => {
    const start = Date.parse(instantIn(calendar.zone, day, time));
    const end = start + length;
    const isOpen = start > Date.parse(now) && dayStateOf(calendar, { day, time }, end).state === "ok";
    return isOpen && look(one.pattern, { start, end, but: one }).length === 0
      ? { day, time, startsAt: moment(start) }
      : null;
  };
  const firstOf = (slots: readonly (readonly [Day, string])[], most: number): Alternative[] => {
    const found: Alternative[] = [];
    for (const [day, time] of slots) {
      if (found.length === most) break;
      const slot = free(day, time);
      if (slot !== null) found.push(slot);
    }
    return found;
  };
  const times = timesOn(calendar, one.day, { time: one.time, length: length / minute });
  const later = Array.from({ length: nextDays }, (_, index) => addDays(one.day, index + 1));
  return [
    ...firstOf(
      times.map((time) => [one.day, time] as const),
      mostOnSameDay,
    ),
    ...firstOf(
      later.map((day) => [day, one.time] as const),
      mostOnNextDays,
    ),
  ];
};

const occurrenceOf = (one: Wanted, look: Look, facts: PlanFacts): Occurrence => {
  const { pattern, occursOn, day, time, start, end } = one;
  const base = { pattern, occursOn, day, time, startsAt: moment(start), endsAt: moment(end), reason: null };
  const nothing = { clashes: [], clashCount: 0, alternatives: [] };
  if (one.isLeftOut) return { ...base, ...nothing, state: "left_out" };
  if (start <= Date.parse(facts.now)) return { ...base, ...nothing, state: "past" };
  const { state, reason } = dayStateOf(facts.calendar, one, end);
  if (state === "outside_term") return { ...base, ...nothing, state, reason };
  const clashes = state === "ok" ? look(pattern, { start, end, but: one }) : [];
  if (state === "ok" && clashes.length === 0) return { ...base, ...nothing, state };
  return {
    ...base,
    state: state === "ok" ? "clash" : state,
    reason,
    clashes: clashes.slice(0, shownClashes),
    clashCount: clashes.length,
    alternatives: alternativesTo(one, look, facts),
  };
};

/** Every occurrence of the patterns, in the order of time, with what stands in its way and what is near and free. */
export const planOccurrences = (
  plan: { readonly patterns: readonly Pattern[]; readonly choices: readonly Choice[] },
  facts: PlanFacts,
): Occurrence[] => {
  const wanted = wantedOf(plan, facts.calendar.zone).sort((a, b) => a.start - b.start || a.pattern - b.pattern);
  const look = lookIn(wanted, plan.patterns, facts);
  return wanted.map((one) => occurrenceOf(one, look, facts));
};
