import { addDays, type Day } from "@handrail/domain/kernel/time";
import type { Point } from "@handrail/domain/progress/line";
import type postgres from "postgres";

import { interventionGoals } from "../schema/interventions.ts";
import { exitCriteria, phaseChanges, progressNotes } from "../schema/progress.ts";
import { changesOf, told, type Course } from "./courses.ts";
import { momentIn, weekdayOf, type Calendar } from "./days.ts";
import type { InterventionDefinition, SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { exitDefaults, exitWindow, plannedWeeks, programOf } from "./programs.ts";
import { criterionId, seedRecommendations } from "./recommendations.ts";
import { chanceOf, idOf, insertAll } from "./rows.ts";

const weeksPast = 14;

/** Rates that end at the target in time, a little ahead or behind. */
const steady = (one: InterventionDefinition, chance: () => number): Course => {
  const { target } = programOf(one);
  const start = one.metric === "likert" ? 1.6 + chance() : target * (0.45 + chance() * 0.15);
  return { start, perWeek: ((target - start) / plannedWeeks) * (0.85 + chance() * 0.35) };
};

const courseOf = (one: InterventionDefinition, place: number, chance: () => number): Course => {
  const own = told[one.key]?.[place];
  const usual = steady(one, chance);
  if (own !== undefined) return own;
  // Nobody gets on in Check-in/Check-out; the social skills group has hardly been rated.
  if (one.key === "check-in") return { start: 44 + chance() * 8, perWeek: -0.4 + chance() * 0.6 };
  return one.key === "social-skills" ? { ...usual, firstWeek: 12 } : usual;
};

const bounded = ({ metric }: InterventionDefinition, value: number): number => {
  if (metric === "likert") return Math.min(5, Math.max(1, Math.round(value)));
  return Math.min(metric === "percent" ? 100 : 200, Math.max(0, Math.round(value)));
};

/** One day a week: the first of its days in each. */
const measuringDays = (one: InterventionDefinition, calendar: Calendar): readonly Day[] => {
  const [weekday = 1] = one.weekdays;
  return calendar.past.filter((day) => weekdayOf(day) === weekday);
};

const pointsOf = (
  one: InterventionDefinition,
  { start, perWeek, change, firstWeek = 0, isReady = false }: Course,
  { days, chance }: { days: readonly Day[]; chance: () => number },
): readonly Point[] =>
  days.flatMap((on, index) => {
    const week = index + weeksPast - days.length;
    const until = Math.min(week, change?.week ?? week);
    const value = start + until * perWeek + (week - until) * (change?.perWeek ?? 0);
    const noise = (chance() - 0.5) * (one.metric === "likert" ? 1.2 : 5);
    const least = isReady && days.length - index <= exitWindow ? programOf(one).target : 0;
    return week < firstWeek ? [] : [{ on, value: Math.max(least, bounded(one, value + noise)) }];
  });

const remarks: Readonly<Record<string, string>> = {
  "reading-boost 0": "Read to a visitor without stopping.",
  "reading-boost 11": "Guesses at the ends of words.",
};

/** Goals, exit criteria, the points of the term and where plans changed; then what follows from them. */
export const seedProgress = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key } = school;
  const chance = chanceOf(`${key} progress`);
  const students = school.interventions.flatMap((one) => {
    const days = measuringDays(one, calendar);
    return one.students.map((place) => ({
      one,
      place,
      interventionId: demoIds.intervention(key, one.key),
      studentId: demoIds.student(key, place),
      points: pointsOf(one, courseOf(one, place, chance), { days, chance }),
    }));
  });
  await insertAll(
    tx,
    interventionGoals,
    students.map(({ one, place, interventionId, studentId, points }) => ({
      id: idOf(`${key} goal ${one.key} ${place}`),
      interventionId,
      studentId,
      measure: programOf(one).measure,
      unit: programOf(one).unit,
      startsOn: points[0]?.on ?? calendar.firstDay,
      target: programOf(one).target,
      targetOn: addDays(calendar.firstDay, 7 * plannedWeeks),
    })),
  );
  await insertAll(
    tx,
    progressNotes,
    students.flatMap(({ one, place, interventionId, studentId, points }) =>
      points.map(({ on, value }, index) => ({
        id: idOf(`${interventionId} point ${studentId} ${on}`),
        interventionId,
        studentId,
        enrollmentId: demoIds.enrollment(key, one.key, place),
        goalId: idOf(`${key} goal ${one.key} ${place}`),
        note: index === points.length - 1 ? (remarks[`${one.key} ${place}`] ?? null) : null,
        value,
        measuredOn: on,
        enteredBy: demoIds.user(key, one.facilitator),
        enteredAt: momentIn(school.zone, on, "15:40"),
      })),
    ),
  );
  await insertAll(
    tx,
    exitCriteria,
    school.interventions.flatMap((one) =>
      exitDefaults(one).map((criterion, index) => ({
        id: criterionId(key, one, index),
        interventionId: demoIds.intervention(key, one.key),
        ...criterion,
        createdBy: demoIds.user(key, one.owner),
      })),
    ),
  );
  await insertAll(
    tx,
    phaseChanges,
    students
      .filter(({ one, place }) => told[one.key]?.[place]?.change !== undefined)
      .map(({ one, place, interventionId, studentId }) => ({
        id: idOf(`${interventionId} phase ${studentId}`),
        interventionId,
        studentId,
        changedOn: changesOf(one, place, calendar)[0] ?? calendar.firstDay,
        what: "Ten minutes more, and reading in pairs",
        createdBy: demoIds.user(key, one.owner),
      })),
  );
  await seedRecommendations(tx, school, calendar);
};
