import { has, type Actor } from "../kernel/actor.ts";
import { all, allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to an intervention. */
export interface InterventionTies {
  readonly ownerId: string;
  readonly isOnTeam: boolean;
  /** On the team as a lead. */
  readonly leads: boolean;
  /** Leads at least one of its sessions that is not cancelled. */
  readonly facilitates: boolean;
}

const isTied = (actor: Actor, ties: InterventionTies): boolean =>
  ties.ownerId === actor.userId || ties.isOnTeam || ties.facilitates;

/** An intervention one may not see does not exist for them. */
export const canSeeIntervention = (actor: Actor, ties: InterventionTies | undefined): Verdict =>
  ties !== undefined && (isTied(actor, ties) || has(actor, "interventions.read_all"))
    ? allow
    : refuse("NOT_FOUND", "This intervention does not exist, or you have no access to it.");

/** Its plan, its team and who takes part: the owner's, the leads' and the coordinators'. */
export const canManageIntervention = (actor: Actor, ties: InterventionTies | undefined): Verdict =>
  all(
    canSeeIntervention(actor, ties),
    ties !== undefined && (ties.ownerId === actor.userId || ties.leads || has(actor, "interventions.manage_all"))
      ? allow
      : refuse("NOT_ALLOWED", "Only its owner, its leads and coordinators can change this."),
  );
