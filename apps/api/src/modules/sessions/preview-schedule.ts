import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { InterventionId } from "@handrail/domain/kernel/ids";
import { planOccurrences } from "@handrail/domain/sessions/plan-occurrences";
import type { PreviewScheduleInput, ScheduleOptions, SchedulePreview } from "@handrail/domain/sessions/schedule-schema";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";
import { calendarOf, claimsOf, enrolledStudents, planFacts, schoolCalendar } from "./schedule-facts.ts";
import { checkPatterns } from "./schedule-input.ts";
import { suggestedPattern } from "./suggested-pattern.ts";

/** Every occurrence with what stands in its way, in one round trip. */
export const previewSchedule = async (
  scope: Scope,
  input: PreviewScheduleInput,
  now: string = new Date().toISOString(),
): Promise<SchedulePreview> => {
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    schoolCalendar({ room: input.patterns[0]?.locationId ?? null }),
    enrolledStudents(input),
    claimsOf(input),
  );
  const [[ties], [school], students, claims] = rows;
  insist(canManageIntervention(actor, ties));
  const calendar = calendarOf(school);
  checkPatterns(input.patterns, calendar);
  const occurrences = planOccurrences(input, planFacts({ calendar, students, claims, now }));
  return {
    zone: calendar.zone,
    students: students.length,
    count: occurrences.filter(({ state }) => state === "ok").length,
    occurrences,
    crowded: input.patterns.flatMap(({ locationId }, pattern) => {
      const room = calendar.rooms.find(({ id }) => id === locationId);
      const capacity = room?.capacity ?? null;
      return room === undefined || capacity === null || students.length <= capacity
        ? []
        : [{ pattern, room: room.name, capacity }];
    }),
  };
};

/** What the form offers: staff, rooms, and where it begins. */
export const scheduleOptions = async (
  scope: Scope,
  input: { interventionId: InterventionId },
): Promise<ScheduleOptions> => {
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    schoolCalendar({ room: null }),
    suggestedPattern(input),
  );
  const [[ties], [school], [suggested]] = rows;
  insist(canManageIntervention(actor, ties));
  if (suggested === undefined) throw new Error("An intervention without a program");
  const { today, ...pattern } = suggested;
  const { zone, staff, rooms } = calendarOf(school);
  return { zone, today, staff: [...staff], rooms: [...rooms], suggested: pattern };
};
