import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";

import { enrollments, interventions, interventionTeam, waitingList } from "../schema/interventions.ts";
import { momentIn, type Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { plannedWeeks, programId, programOf, seedPrograms } from "./programs.ts";
import { idOf, insertAll } from "./rows.ts";

/** Students who wait for a place in an intervention that is full, by their places, in the order of asking. */
const waitingOf: Readonly<Record<string, readonly number[]>> = { "attendance-mentors": [31, 74] };

/** What runs: programs, interventions with their owner and team, who is enrolled and who waits. */
export const seedInterventions = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key } = school;
  await seedPrograms(tx, school);
  await insertAll(
    tx,
    interventions,
    school.interventions.map((one) => ({
      id: demoIds.intervention(key, one.key),
      name: one.name,
      objective: one.objective,
      ownerStaffId: demoIds.user(key, one.owner),
      programId: programId(key, one.key),
      startDate: calendar.firstDay,
      endDate: calendar.lastDay,
      status: "active",
      plannedSessions: plannedWeeks * one.weekdays.length,
      plannedMinutes: plannedWeeks * one.weekdays.length * one.minutes,
      capacity: programOf(one).capacity,
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
  await insertAll(
    tx,
    waitingList,
    school.interventions.flatMap((one) =>
      (waitingOf[one.key] ?? []).map((place, index) => ({
        id: idOf(`${key} waits for ${one.key} ${place}`),
        interventionId: demoIds.intervention(key, one.key),
        studentId: demoIds.student(key, place),
        addedBy: demoIds.user(key, one.owner),
        createdAt: momentIn(school.zone, addDays(calendar.today, index - 6), "10:20"),
      })),
    ),
  );
};
