import { canSeeIntervention, type InterventionTies } from "../interventions/policy.ts";
import { has, type Actor } from "../kernel/actor.ts";
import { all, allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** Points and notes: its owner, its team and whoever leads its sessions write them. */
export const canRecordProgress = (actor: Actor, ties: InterventionTies | undefined): Verdict =>
  all(
    canSeeIntervention(actor, ties),
    ties !== undefined &&
      (ties.ownerId === actor.userId || ties.isOnTeam || ties.facilitates || has(actor, "progress.record_all"))
      ? allow
      : refuse("NOT_ALLOWED", "Only its owner, its team and its facilitators can record progress."),
  );

/** Whether a student leaves is the owner's to say, or a coordinator's. */
export const canDecideExit = (actor: Actor, ties: InterventionTies | undefined): Verdict =>
  all(
    canSeeIntervention(actor, ties),
    ties !== undefined && (ties.ownerId === actor.userId || has(actor, "decisions.decide_all"))
      ? allow
      : refuse("NOT_ALLOWED", "Only its owner and coordinators can decide who exits."),
  );
