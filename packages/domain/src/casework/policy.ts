import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to a case. */
export interface CaseTies {
  readonly createdBy: string;
  readonly escalatedTo: string | null;
  readonly isOnTeam: boolean;
}

/** The case team: whoever opened it, was asked to take it on, or was added to it. */
const isOnCase = (actor: Actor, ties: CaseTies): boolean =>
  ties.createdBy === actor.userId || ties.escalatedTo === actor.userId || ties.isOnTeam;

/** A case one may not see does not exist for them. */
export const canSeeCase = (actor: Actor, ties: CaseTies | undefined): Verdict =>
  ties !== undefined && (isOnCase(actor, ties) || has(actor, "cases.read_all"))
    ? allow
    : refuse("NOT_FOUND", "There is no such case for you.");
