import { canSubstitute } from "@handrail/domain/sessions/change-rules";
import type { SubstituteInput } from "@handrail/domain/sessions/change-schema";
import { FacilitatorSubstituted } from "@handrail/domain/sessions/events";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist } from "../../kernel/refused.ts";
import { ownerForChange, plannedFacts, sessionsInScope } from "./change-facts.ts";
import { auditOf, changed, openPlan, sessionSeen, slotOf } from "./change-plan.ts";
import { placeSessions, setSubstitutedFor } from "./change-writes.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { checkPlace } from "./schedule-input.ts";
import { insistOnFree } from "./slot-facts.ts";

/** Somebody else leads one session; whose it was is kept, until it is theirs again. */
export const substituteFacilitator = command({
  name: "sessions.substitute",
  facts: (input: z.infer<typeof SubstituteInput>) => [
    ownerForChange(input),
    sessionsInScope({ sessionId: input.sessionId, scope: "one" }),
    schoolCalendar({ room: null }),
  ],
  decide: async (tx, input, [[found], rows, [school]]) => {
    const owner = openPlan(tx, found);
    const session = sessionSeen(plannedFacts(rows), input);
    insist(canSubstitute(session));
    const { facilitatorId } = input;
    checkPlace({ facilitatorId, locationId: null }, calendarOf(school));
    if (facilitatorId === session.facilitatorId)
      return nothingToDo({
        interventionId: owner.interventionId,
        sessions: [{ sessionId: session.id, version: session.version }],
        untouched: 0,
      });
    const slot = { ...slotOf(session), facilitatorId };
    await insistOnFree(tx, [slot]);
    placeSessions(tx, [slot], input.mutationId);
    const first = session.substitutedFor ?? session.facilitatorId;
    tx.write(setSubstitutedFor({ sessionId: session.id, person: first === facilitatorId ? null : first }));
    const { record, payload, output } = changed(tx, owner, [session]);
    return done(output(), [
      emit(FacilitatorSubstituted, {
        ...record,
        payload: { ...payload, facilitatorId },
        audit: auditOf([session], () => ({ facilitatorId })),
      }),
    ]);
  },
});
