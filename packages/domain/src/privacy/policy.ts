import type { ToolKey } from "../access/schema.ts";
import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { RevealPurpose } from "./schema.ts";

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

/** The tools whose work needs names for a purpose: one of them is enough. */
const toolsOf: { readonly [P in RevealPurpose]: readonly ToolKey[] } = {
  roster: ["sessions"],
  walk_in: ["sessions"],
  intervention: ["interventions"],
  student: ["students"],
  contact: ["students", "messages"],
  search: ["students"],
  letter: ["messages", "students", "cases"],
  work: ["today", "inbox", "students", "cases", "interventions", "sessions", "insights", "messages"],
};

/** Names are asked for in the course of work that one's tools include. */
export const canAskForNames = (actor: Pick<Actor, "tools">, purpose: RevealPurpose): Verdict =>
  toolsOf[purpose].some((tool) => actor.tools.includes(tool))
    ? allow
    : refuse("TOOL_MISSING", "Your roles do not include this tool. Ask an administrator of your school.", {
        details: { tool: toolsOf[purpose][0] ?? null },
      });
