import type { SessionId } from "@handrail/domain/kernel/ids";
import { canMakeUp } from "@handrail/domain/sessions/change-rules";
import type { MakeUpInput } from "@handrail/domain/sessions/change-schema";
import { MakeUpSessionScheduled } from "@handrail/domain/sessions/events";
import { instantIn } from "@handrail/domain/sessions/zone-time";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { ownerForChange, plannedFacts, sessionsInScope } from "./change-facts.ts";
import { changed, insistOnOpen, openPlan, sessionSeen } from "./change-plan.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { checkPlace } from "./schedule-input.ts";
import { insertClaims, insertRosters, insertSessions } from "./schedule-writes.ts";
import { insistOnFree } from "./slot-facts.ts";

/** A session in the place of a cancelled one, linked to it, for everyone who is enrolled now. */
export const makeUpSession = command({
  name: "sessions.makeUp",
  facts: (input: z.infer<typeof MakeUpInput>) => [
    ownerForChange(input),
    sessionsInScope({ sessionId: input.sessionId, scope: "one" }),
    schoolCalendar({ room: input.locationId }),
  ],
  decide: async (tx, input, [[found], rows, [school]]) => {
    const owner = openPlan(tx, found);
    insistOnOpen(owner);
    const cancelled = sessionSeen(plannedFacts(rows), { sessionId: input.sessionId });
    insist(canMakeUp(cancelled, cancelled.hasMakeUp));
    const calendar = calendarOf(school);
    checkPlace(input, calendar);
    const { facilitatorId, locationId, mutationId } = input;
    const startsAt = instantIn(calendar.zone, input.day, input.time);
    if (startsAt <= tx.now) throw no("INVALID_INPUT", "This time has passed. Choose a later one.", { field: "day" });
    const endsAt = new Date(Date.parse(startsAt) + input.durationMinutes * 60_000).toISOString();
    await insistOnFree(tx, [{ sessionId: cancelled.id, startsAt, endsAt, facilitatorId, locationId, isNew: true }]);
    const id = newId() as SessionId;
    const { interventionId } = owner;
    tx.write(
      insertSessions({
        interventionId,
        rows: JSON.stringify([
          {
            id,
            place: 1,
            start_time: startsAt,
            end_time: endsAt,
            location_id: locationId,
            facilitator_id: facilitatorId,
            occurs_on: input.day,
            make_up_for: cancelled.id,
          },
        ]),
      }),
    );
    tx.write(insertRosters({ interventionId, sessionIds: `{${id}}`, mutationId }));
    tx.write(insertClaims({ sessionIds: `{${id}}` }));
    const { record, payload } = changed(tx, owner, []);
    const sessions = [{ sessionId: id, version: 1 }];
    return done({ interventionId, sessions, untouched: 0 }, [
      emit(MakeUpSessionScheduled, {
        ...record,
        payload: { ...payload, sessions, makeUpFor: cancelled.id },
        audit: [
          {
            entityType: "session",
            entityId: id,
            before: null,
            after: { startsAt, endsAt, facilitatorId, locationId, makeUpFor: cancelled.id },
          },
        ],
      }),
    ]);
  },
});
