import { addDays, type Day } from "@handrail/domain/kernel/time";

import type { Calendar } from "./days.ts";
import type { InterventionDefinition } from "./definition.ts";

/** How a student's points run: from where, how fast, and from which week of the term there are any. */
export interface Course {
  readonly start: number;
  readonly perWeek: number;
  /** From this week on at this rate instead: the plan changed. */
  readonly change?: { readonly week: number; readonly perWeek: number };
  readonly firstWeek?: number;
  /** The last three points reach the target, whatever day the demo is made: an exit waits to be decided. */
  readonly isReady?: boolean;
}

/** Courses that the demo tells something by: ready to exit, failing, too little to say, a plan that was changed. */
export const told: Readonly<Record<string, Readonly<Record<number, Course>>>> = {
  ensemble: { 2: { start: 2, perWeek: 0.15, isReady: true } },
  "maths-fluency": {
    60: { start: 52, perWeek: 2.9, isReady: true },
    74: { start: 58, perWeek: 2.5, isReady: true },
  },
  "reading-boost": {
    0: { start: 54, perWeek: 3.3, isReady: true },
    3: { start: 42, perWeek: 0.3, change: { week: 8, perWeek: 3.4 } },
    11: { start: 43, perWeek: 0.15 },
    55: { start: 47, perWeek: 1.5, firstWeek: 12 },
  },
};

/** The days on which a student's plan changed. */
export const changesOf = ({ key }: InterventionDefinition, place: number, calendar: Calendar): readonly Day[] => {
  const change = told[key]?.[place]?.change;
  return change === undefined ? [] : [addDays(calendar.firstDay, 7 * change.week)];
};
