import type postgres from "postgres";

import { enrollments, interventions, interventionTeam, programs } from "../schema/interventions.ts";
import { momentIn, type Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

const recurrenceOf = (weekdays: readonly number[]): string =>
  `FREQ=WEEKLY;BYDAY=${weekdays.map((weekday) => weekdayNames[weekday - 1]).join(",")}`;

/** Weeks from the first session to the end of the term. */
const weeks = 18;

/** What runs: programs, interventions with their owner and team, and who is enrolled. */
export const seedInterventions = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key } = school;
  const programId = (name: string): string => idOf(`${key} program ${name}`);
  await insertAll(
    tx,
    programs,
    school.interventions.map((one) => ({
      id: programId(one.key),
      lineId: idOf(`${key} line ${one.key}`),
      version: 1,
      name: one.name,
      interventionType: one.type,
      tier: one.tier,
      frequency: "weekly",
      recurrence: recurrenceOf(one.weekdays),
      durationMinutes: one.minutes,
      locationType: one.locationType,
      defaultFacilitatorRole: "facilitator",
      progressMetric: one.metric,
    })),
  );
  await insertAll(
    tx,
    interventions,
    school.interventions.map((one) => ({
      id: demoIds.intervention(key, one.key),
      name: one.name,
      objective: one.objective,
      ownerStaffId: demoIds.user(key, one.owner),
      programId: programId(one.key),
      startDate: calendar.firstDay,
      endDate: calendar.lastDay,
      status: "active",
      plannedSessions: weeks * one.weekdays.length,
      plannedMinutes: weeks * one.weekdays.length * one.minutes,
    })),
  );
  await insertAll(
    tx,
    interventionTeam,
    school.interventions.flatMap((one) =>
      one.team.map((person) => ({
        id: idOf(`${key} ${person} helps ${one.key}`),
        interventionId: demoIds.intervention(key, one.key),
        userId: demoIds.user(key, person),
        teamRole: "support",
      })),
    ),
  );
  await insertAll(
    tx,
    enrollments,
    school.interventions.flatMap((one) =>
      one.students.map((place) => ({
        id: demoIds.enrollment(key, one.key, place),
        interventionId: demoIds.intervention(key, one.key),
        studentId: demoIds.student(key, place),
        source: "manual" as const,
        enrolledAt: momentIn(school.zone, calendar.firstDay, "07:00"),
      })),
    ),
  );
};
