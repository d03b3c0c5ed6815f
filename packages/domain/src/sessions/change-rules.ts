import type { Instant } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { SessionStatus } from "./schema.ts";

/** What decides whether the plan of a session may still change. */
export interface PlanState {
  readonly status: SessionStatus;
  readonly startsAt: Instant;
  /** Somebody on its roster has a mark. */
  readonly isMarked: boolean;
}

const marked: Verdict = refuse("SESSION_FINISHED", "Its roster has marks, so it cannot be changed.");

export const canMoveSession = (session: PlanState, now: Instant): Verdict => {
  if (session.status === "cancelled") return refuse("SESSION_CANCELLED", "It is cancelled: restore it first.");
  if (session.status === "completed" || session.isMarked) return marked;
  return session.startsAt > now
    ? allow
    : refuse("IMPOSSIBLE_MOVE", "It has begun. Cancel it and plan a make-up session instead.");
};

/** Also after its time: it did not take place, and nobody was marked. */
export const canCancelSession = (session: PlanState): Verdict => {
  if (session.status === "cancelled") return refuse("SESSION_CANCELLED", "It is cancelled already.");
  return session.status === "completed" || session.isMarked ? marked : allow;
};

export const canRestoreSession = (session: Pick<PlanState, "status" | "startsAt">, now: Instant): Verdict => {
  if (session.status !== "cancelled") return refuse("IMPOSSIBLE_MOVE", "It is not cancelled.");
  return session.startsAt > now
    ? allow
    : refuse("IMPOSSIBLE_MOVE", "Its time has passed. Plan a make-up session instead.");
};

export const canSubstitute = (session: PlanState): Verdict => {
  if (session.status === "cancelled") return refuse("SESSION_CANCELLED", "It is cancelled, so nobody can lead it.");
  return session.status === "completed" ? marked : allow;
};

export const canMakeUp = (session: Pick<PlanState, "status">, hasMakeUp: boolean): Verdict => {
  if (session.status !== "cancelled")
    return refuse("IMPOSSIBLE_MOVE", "Only a cancelled session can have a make-up session.");
  return hasMakeUp ? refuse("ALREADY_DECIDED", "It already has a make-up session.") : allow;
};

/** Of a series: those that a change of the whole may still touch. */
export const isStillOpen = (session: PlanState, now: Instant): boolean => canMoveSession(session, now).allowed;
