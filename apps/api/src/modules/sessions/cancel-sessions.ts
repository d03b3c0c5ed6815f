import { canCancelSession } from "@handrail/domain/sessions/change-rules";
import type { CancelSessionsInput } from "@handrail/domain/sessions/change-schema";
import { SessionCancelled } from "@handrail/domain/sessions/events";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist } from "../../kernel/refused.ts";
import { ownerForChange, plannedFacts, sessionsInScope } from "./change-facts.ts";
import { auditOf, changed, openPlan, sessionSeen } from "./change-plan.ts";
import { cancelWrites } from "./change-writes.ts";

/** One session, or with it those of its series that are still to come, do not take place. Everyone's time is free again. */
export const cancelSessions = command({
  name: "sessions.cancel",
  facts: (input: z.infer<typeof CancelSessionsInput>) => [ownerForChange(input), sessionsInScope(input)],
  decide: (tx, input, [[found], rows]) => {
    const owner = openPlan(tx, found);
    const all = plannedFacts(rows);
    const chosen = sessionSeen(all, input);
    insist(canCancelSession(chosen));
    const open = all.filter((one) => one === chosen || (canCancelSession(one).allowed && one.startsAt > tx.now));
    const { reason } = input;
    cancelWrites(tx, open, reason);
    const { record, payload, output } = changed(tx, owner, open);
    return done(output(all.length - open.length), [
      emit(SessionCancelled, {
        ...record,
        payload,
        audit: auditOf(open, () => ({ status: "cancelled", reason })),
      }),
    ]);
  },
});
