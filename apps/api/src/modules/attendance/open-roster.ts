import { canRecordAttendance, canSeeSession, type SessionTies } from "@handrail/domain/sessions/policy";
import { canMarkAt, withinEditWindow } from "@handrail/domain/sessions/rules";
import type { SessionStatus } from "@handrail/domain/sessions/schema";

import type { Tx } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";

interface LockedSession extends SessionTies {
  readonly status: SessionStatus;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly editDays: number;
}

/** The session of a change to its roster, if this person may make one now. */
export const openRoster = <S extends LockedSession>(tx: Tx, session: S | undefined): S => {
  insist(canSeeSession(tx.actor, session));
  if (session === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  insist(canRecordAttendance(tx.actor, session));
  insist(canMarkAt(session, tx.now));
  if (session.status === "completed") insist(withinEditWindow(session, session.editDays, tx.now));
  return session;
};
