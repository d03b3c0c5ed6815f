import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { canRestoreSession } from "@handrail/domain/sessions/change-rules";
import type { RestoreSessionsInput } from "@handrail/domain/sessions/change-schema";
import { SessionRestored } from "@handrail/domain/sessions/events";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { plannedFacts, sessionsById } from "./change-facts.ts";
import { auditOf, changed, insistOnOpen, slotOf } from "./change-plan.ts";
import { placeSessions } from "./change-writes.ts";
import { insistOnFree } from "./slot-facts.ts";

/** Cancelled sessions take place after all, at their old time, if everyone is still free. All of them or none. */
export const restoreSessions = command({
  name: "sessions.restore",
  facts: (input: z.infer<typeof RestoreSessionsInput>) => [
    interventionForChange(input),
    sessionsById({ interventionId: input.interventionId, sessionIds: `{${input.sessionIds.join(",")}}` }),
  ],
  decide: async (tx, input, [[intervention], rows]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const owner = { ...intervention, interventionId: input.interventionId };
    insistOnOpen(owner);
    const sessions = plannedFacts(rows);
    if (sessions.length < new Set(input.sessionIds).size)
      throw no("NOT_FOUND", "This session does not exist, or you have no access to it.", { field: "sessionIds" });
    for (const session of sessions) {
      insist(canRestoreSession(session, tx.now));
      if (session.hasMakeUp) throw no("ALREADY_DECIDED", "It has a make-up session. Cancel that one first.");
    }
    const slots = sessions.map(slotOf);
    await insistOnFree(tx, slots);
    placeSessions(tx, slots, input.mutationId);
    const { record, payload, output } = changed(tx, owner, sessions);
    return done(output(), [
      emit(SessionRestored, { ...record, payload, audit: auditOf(sessions, () => ({ status: "scheduled" })) }),
    ]);
  },
});
