import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { addDays } from "@handrail/domain/kernel/time";
import type { CheckSlotInput, FreeStaff, SlotCheck } from "@handrail/domain/sessions/change-schema";
import { nextDays, planOccurrences } from "@handrail/domain/sessions/plan-occurrences";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { ownerOfSession, plannedFacts, plannedSession } from "./change-facts.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { claimsAround, enrolledFor } from "./session-claims.ts";
import { staffAtSession } from "./staff-free.ts";

/** Whether one session could be at another time: what is in the way, and what is near and free. */
export const checkSlot = async (
  scope: Scope,
  input: z.infer<typeof CheckSlotInput>,
  now: string = new Date().toISOString(),
): Promise<SlotCheck> => {
  const { sessionId, day, time, durationMinutes, locationId, facilitatorId } = input;
  const { actor, rows } = await read(
    scope,
    ownerOfSession(input),
    schoolCalendar({ room: locationId }),
    enrolledFor(input),
    claimsAround({
      sessionId,
      staff: facilitatorId === null ? "{}" : `{${facilitatorId}}`,
      rooms: locationId === null ? "{}" : `{${locationId}}`,
      from: day,
      to: addDays(day, nextDays),
    }),
  );
  const [[owner], [school], students, claims] = rows;
  insist(canManageIntervention(actor, owner));
  const pattern = {
    recurrence: "FREQ=DAILY",
    startsOn: day,
    endsOn: day,
    localTime: time,
    durationMinutes,
    locationId,
    facilitatorId,
  };
  const [found] = planOccurrences(
    { patterns: [pattern], choices: [] },
    {
      calendar: calendarOf(school),
      now,
      claims: claims.map((claim) => ({
        ...claim,
        startsAt: new Date(claim.startsAt).toISOString(),
        endsAt: new Date(claim.endsAt).toISOString(),
      })),
      studentIds: students.map(({ studentId }) => studentId),
    },
  );
  if (found === undefined) throw new Error("A day without an occurrence of itself");
  return { state: found.state, reason: found.reason, clashes: found.clashes, alternatives: found.alternatives };
};

/** Who could lead a session at its time, and what the others lead then. */
export const freeStaff = async (scope: Scope, input: { sessionId: string }): Promise<z.infer<typeof FreeStaff>> => {
  const { actor, rows } = await read(scope, ownerOfSession(input), plannedSession(input), staffAtSession(input));
  const [[owner], sessions, staff] = rows;
  insist(canManageIntervention(actor, owner));
  if (plannedFacts(sessions).length === 0)
    throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  return staff.map(({ id, name, title, startsAt, endsAt }) => ({
    id,
    name,
    busyWith:
      startsAt === null || endsAt === null
        ? null
        : { title: title ?? "", startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() },
  }));
};
