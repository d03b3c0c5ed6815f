import type postgres from "postgres";

import { bookings, sessions } from "../schema/sessions.ts";
import { momentIn, nearestFive, plusMinutes, weekdayOf, type Calendar } from "./days.ts";
import type { InterventionDefinition, SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";
import { seriesId } from "./session-series.ts";
import type { Today } from "./students.ts";

/** One session of the demo and whether its roster was taken. */
export interface PlannedSession {
  readonly id: string;
  readonly intervention: InterventionDefinition;
  /** Who leads it: the intervention's own facilitator, or a substitute. */
  readonly facilitator: string;
  readonly number: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isHeld: boolean;
  /** The day of its pattern; null for those that lie around the moment of the demo. */
  readonly occursOn: string | null;
}

type Unnumbered = Omit<PlannedSession, "number">;

const regular = (school: SchoolDefinition, calendar: Calendar, one: InterventionDefinition): Unnumbered[] => {
  const days = [...calendar.past, ...calendar.next].filter((day) => one.weekdays.includes(weekdayOf(day)));
  const substituted = days.find((day) => day > calendar.today);
  return days.map((day) => {
    const startsAt = momentIn(school.zone, day, one.time);
    return {
      id: demoIds.session(school.key, one.key, day),
      intervention: one,
      facilitator: day === substituted ? (one.substitute ?? one.facilitator) : one.facilitator,
      startsAt,
      endsAt: plusMinutes(startsAt, one.minutes),
      isHeld: day < calendar.today,
      occursOn: day,
    };
  });
};

/** Around the moment of the demo, also where that is late in the evening: one runs and one follows at any hour. */
const today = (school: SchoolDefinition, { now }: Today, one: InterventionDefinition): Unnumbered => {
  const startsAt = plusMinutes(nearestFive(now), one.today.startsIn);
  return {
    id: demoIds.session(school.key, one.key, "today"),
    intervention: one,
    facilitator: one.facilitator,
    startsAt,
    endsAt: plusMinutes(startsAt, one.minutes),
    isHeld: one.today.state === "held",
    occursOn: null,
  };
};

export const planSessions = (school: SchoolDefinition, moment: Today): PlannedSession[] =>
  school.interventions.flatMap((one) =>
    [...regular(school, moment.calendar, one), today(school, moment, one)]
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
      .map((session, index) => ({ ...session, number: index + 1 })),
  );

/** The sessions, and their claims on staff, rooms and students: the constraint on these proves that nothing clashes. */
export const seedSessions = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  planned: readonly PlannedSession[],
): Promise<void> => {
  const { key } = school;
  await insertAll(
    tx,
    sessions,
    planned.map((session) => {
      const usual = session.intervention.facilitator;
      const facilitatorId = demoIds.user(key, session.facilitator);
      return {
        id: session.id,
        kind: "intervention" as const,
        interventionId: demoIds.intervention(key, session.intervention.key),
        number: session.number,
        startTime: session.startsAt,
        endTime: session.endsAt,
        locationId: demoIds.room(key, session.intervention.room),
        facilitatorId,
        status: session.isHeld ? ("completed" as const) : ("scheduled" as const),
        // Made, marked row by row, finished.
        rosterVersion: session.isHeld ? session.intervention.students.length + 2 : 1,
        finishedBy: session.isHeld ? facilitatorId : null,
        finishedAt: session.isHeld ? session.endsAt : null,
        seriesId: session.occursOn === null ? null : seriesId(key, session.intervention.key),
        occursOn: session.occursOn,
        substitutedFor: session.facilitator === usual ? null : demoIds.user(key, usual),
      };
    }),
  );
  await insertAll(
    tx,
    bookings,
    planned.flatMap((session) => {
      const { room, students } = session.intervention;
      const claims = [
        ["staff", demoIds.user(key, session.facilitator)],
        ["room", demoIds.room(key, room)],
        ...students.map((place) => ["student", demoIds.student(key, place)] as const),
      ] as const;
      return claims.map(([resourceKind, resourceId]) => ({
        id: idOf(`${session.id} books ${resourceId}`),
        sessionId: session.id,
        resourceKind,
        resourceId,
        during: `[${session.startsAt},${session.endsAt})`,
      }));
    }),
  );
};
