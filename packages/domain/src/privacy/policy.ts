import { has, type Actor } from "../kernel/actor.ts";

/** What decides over a name, for one student: read in the same transaction that records the reveal. */
export interface NameFacts {
  /** The person facilitates or belongs to a session, intervention or class of the student, or is responsible for them. */
  readonly isRelated: boolean;
  /** A consent for staff with `identity.name` is active now. */
  readonly hasConsent: boolean;
}

export type NameVerdict = "shown" | "no_relationship" | "no_consent";

/** Names need both: a working relationship (or the duty to see all), and the family's consent. */
export const nameVerdict = (actor: Actor, facts: NameFacts): NameVerdict => {
  if (!facts.isRelated && !has(actor, "students.names_all")) return "no_relationship";
  return facts.hasConsent ? "shown" : "no_consent";
};
