import { canSeeIntervention, type InterventionTies } from "../interventions/policy.ts";
import { has, type Actor } from "../kernel/actor.ts";
import { addDays, type Day } from "../kernel/time.ts";
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

/** For longer than this nobody looks at a recommendation: its evidence is from another part of the year. */
const longestPutOff = 60;

export const canPutOffExit = (until: Day, today: Day): Verdict => {
  const latest = addDays(today, longestPutOff);
  if (until <= today) return refuse("INVALID_INPUT", "Choose a day after today.", { field: "until" });
  return until <= latest
    ? allow
    : refuse("INVALID_INPUT", `A decision can be put off for ${longestPutOff} days, until ${latest}.`, {
        field: "until",
      });
};
