import type { RosterSession } from "@handrail/domain/attendance/schema";
import type { Verdict } from "@handrail/domain/kernel/verdict";
import { canFinish, canMarkAt, withinEditWindow } from "@handrail/domain/sessions/rules";

import { clockTime } from "../../../lib/time.ts";

export interface Allowed {
  readonly mayRecord: boolean;
  /** Why marks cannot be changed now; null when they can. */
  readonly marking: string | null;
  /** Why it cannot be finished now. */
  readonly finishing: string | null;
}

const no = (verdict: Verdict): string | null => (verdict.allowed ? null : verdict.refusal.message);

/** Before the start the button says from when, as short as a button's neighbour has to be. */
const finishing = (session: RosterSession, now: string): string | null => {
  const verdict = canFinish(session, now);
  if (verdict.allowed) return null;
  return verdict.refusal.situation === "SESSION_NOT_STARTED"
    ? `From ${clockTime(session.zone, session.startsAt)}`
    : verdict.refusal.message;
};

/** The same rules that the server decides by, so that a button says beforehand what the answer would be. */
export const allowedNow = (session: RosterSession, now: string): Allowed => {
  if (!session.mayRecord) {
    const words = "You can read this roster. Only its facilitator, its team and coordinators can mark it.";
    return { mayRecord: false, marking: words, finishing: words };
  }
  const window = session.status === "completed" ? no(withinEditWindow(session, session.editDays, now)) : null;
  return { mayRecord: true, marking: no(canMarkAt(session, now)) ?? window, finishing: finishing(session, now) };
};
