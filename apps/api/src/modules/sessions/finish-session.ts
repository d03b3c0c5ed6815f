import type { SessionId } from "@handrail/domain/kernel/ids";
import { SessionFinished } from "@handrail/domain/sessions/events";
import { canRecordAttendance, canSeeSession } from "@handrail/domain/sessions/policy";
import { canFinish } from "@handrail/domain/sessions/rules";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { sessionForChange } from "./queries.ts";
import { setStatus } from "./session-status.ts";

/** Ends a roll: the session's status changes and nothing else. Whoever is unmarked stays unmarked. */
export const finishSession = command({
  name: "sessions.finish",
  facts: (input: { mutationId: string; sessionId: SessionId }) => [sessionForChange(input)],
  decide: (tx, { sessionId }, [[session]]) => {
    insist(canSeeSession(tx.actor, session));
    if (session === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
    insist(canRecordAttendance(tx.actor, session));
    if (session.status === "completed")
      return nothingToDo({ sessionId, version: session.rosterVersion, status: session.status });
    insist(canFinish(session, tx.now));
    const version = session.rosterVersion + 1;
    tx.write(setStatus({ sessionId, version, status: "completed" }));
    return done({ sessionId, version, status: "completed" as const }, [
      emit(SessionFinished, {
        aggregateId: sessionId,
        version,
        payload: { sessionId, version, by: tx.actor.userId },
        audit: [
          {
            entityType: "session",
            entityId: sessionId,
            before: { status: session.status },
            after: { status: "completed" },
          },
        ],
      }),
    ]);
  },
});
