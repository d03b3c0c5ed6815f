import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";

import { sessionSeries } from "../schema/sessions.ts";
import type { Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

export const seriesId = (school: string, intervention: string): string => idOf(`${school} series ${intervention}`);

/** The pattern behind each intervention's sessions: its days, its time, its room, who leads it. */
export const seedSeries = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key } = school;
  await insertAll(
    tx,
    sessionSeries,
    school.interventions.map((one) => ({
      id: seriesId(key, one.key),
      interventionId: demoIds.intervention(key, one.key),
      recurrence: `FREQ=WEEKLY;BYDAY=${one.weekdays.map((weekday) => weekdayNames[weekday - 1]).join(",")}`,
      startsOn: calendar.firstDay,
      endsOn: calendar.next.at(-1) ?? addDays(calendar.today, 7),
      localTime: one.time,
      durationMinutes: one.minutes,
      locationId: demoIds.room(key, one.room),
      facilitatorId: demoIds.user(key, one.facilitator),
    })),
  );
};
