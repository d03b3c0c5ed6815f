import { canMoveSession } from "@handrail/domain/sessions/change-rules";
import type { MoveSessionInput } from "@handrail/domain/sessions/change-schema";
import { SessionMoved } from "@handrail/domain/sessions/events";
import { instantIn } from "@handrail/domain/sessions/zone-time";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { ownerForChange, plannedFacts, sessionsInScope } from "./change-facts.ts";
import { auditOf, changed, insistOnOpen, openPlan, sessionSeen, slotOf } from "./change-plan.ts";
import { placeSessions } from "./change-writes.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { checkPlace } from "./schedule-input.ts";
import { insistOnFree } from "./slot-facts.ts";

/** Another day, time, length or room for one session. It keeps its place in its series. */
export const moveSession = command({
  name: "sessions.move",
  facts: (input: z.infer<typeof MoveSessionInput>) => [
    ownerForChange(input),
    sessionsInScope({ sessionId: input.sessionId, scope: "one" }),
    schoolCalendar({ room: input.locationId }),
  ],
  decide: async (tx, input, [[found], rows, [school]]) => {
    const owner = openPlan(tx, found);
    insistOnOpen(owner);
    const session = sessionSeen(plannedFacts(rows), input);
    insist(canMoveSession(session, tx.now));
    const calendar = calendarOf(school);
    checkPlace({ facilitatorId: null, locationId: input.locationId }, calendar);
    const startsAt = instantIn(calendar.zone, input.day, input.time);
    if (startsAt <= tx.now) throw no("INVALID_INPUT", "This time has passed. Choose a later one.", { field: "day" });
    const endsAt = new Date(Date.parse(startsAt) + input.durationMinutes * 60_000).toISOString();
    const slot = { ...slotOf(session), startsAt, endsAt, locationId: input.locationId };
    await insistOnFree(tx, [slot]);
    placeSessions(tx, [slot], input.mutationId);
    const { record, payload, output } = changed(tx, owner, [session]);
    return done(output(), [
      emit(SessionMoved, {
        ...record,
        payload,
        audit: auditOf([session], () => ({ startsAt, endsAt, locationId: input.locationId })),
      }),
    ]);
  },
});
