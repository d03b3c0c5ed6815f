import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to a session: the facts every decision about it is made from. */
export interface SessionTies {
  readonly facilitatorId: string | null;
  readonly isOnTeam: boolean;
}

const isTied = (actor: Actor, ties: SessionTies): boolean => ties.facilitatorId === actor.userId || ties.isOnTeam;

/** A session one may not see does not exist for them: same answer as for an id nobody ever had. */
export const canSeeSession = (actor: Actor, ties: SessionTies | undefined): Verdict =>
  ties !== undefined && (isTied(actor, ties) || has(actor, "sessions.read_all"))
    ? allow
    : refuse("NOT_FOUND", "This session does not exist, or you have no access to it.");

export const canRecordAttendance = (actor: Actor, ties: SessionTies): Verdict =>
  isTied(actor, ties) || has(actor, "attendance.record_all")
    ? allow
    : refuse("NOT_ALLOWED", "Only its facilitator, its team and coordinators can mark this session.");

export const canReopenSession = (actor: Actor, ties: SessionTies): Verdict =>
  isTied(actor, ties) || has(actor, "attendance.reopen")
    ? allow
    : refuse("NOT_ALLOWED", "Only its facilitator, its team and coordinators can reopen this session.");
