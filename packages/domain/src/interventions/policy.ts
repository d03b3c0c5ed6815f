import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to an intervention. */
export interface InterventionTies {
  readonly ownerId: string;
  readonly isOnTeam: boolean;
  /** Leads at least one of its sessions that is not cancelled. */
  readonly facilitates: boolean;
}

const isTied = (actor: Actor, ties: InterventionTies): boolean =>
  ties.ownerId === actor.userId || ties.isOnTeam || ties.facilitates;

/** An intervention one may not see does not exist for them. */
export const canSeeIntervention = (actor: Actor, ties: InterventionTies | undefined): Verdict =>
  ties !== undefined && (isTied(actor, ties) || has(actor, "interventions.read_all"))
    ? allow
    : refuse("NOT_FOUND", "There is no such intervention for you.");
