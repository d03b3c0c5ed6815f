import type { SessionId } from "@handrail/domain/kernel/ids";
import { SessionReopened } from "@handrail/domain/sessions/events";
import { canReopenSession, canSeeSession } from "@handrail/domain/sessions/policy";
import { canReopen } from "@handrail/domain/sessions/rules";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { sessionForChange } from "./queries.ts";
import { setStatus } from "./session-status.ts";

/** Takes back a finish, within the window that the school allows for changes. */
export const reopenSession = command({
  name: "sessions.reopen",
  facts: (input: { mutationId: string; sessionId: SessionId }) => [sessionForChange(input)],
  decide: (tx, { sessionId }, [[session]]) => {
    insist(canSeeSession(tx.actor, session));
    if (session === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
    insist(canReopenSession(tx.actor, session));
    if (session.status === "scheduled")
      return nothingToDo({ sessionId, version: session.rosterVersion, status: session.status });
    insist(canReopen(session, session.editDays, tx.now));
    const version = session.rosterVersion + 1;
    tx.write(setStatus({ sessionId, version, status: "scheduled" }));
    return done({ sessionId, version, status: "scheduled" as const }, [
      emit(SessionReopened, {
        aggregateId: sessionId,
        version,
        payload: { sessionId, version, by: tx.actor.userId },
        audit: [
          {
            entityType: "session",
            entityId: sessionId,
            before: { status: session.status },
            after: { status: "scheduled" },
          },
        ],
      }),
    ]);
  },
});
