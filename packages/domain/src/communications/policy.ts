import { canSeeCase, type CaseTies } from "../casework/policy.ts";
import { canSeeIntervention, type InterventionTies } from "../interventions/policy.ts";
import { has, type Actor } from "../kernel/actor.ts";
import { all, allow, refuse, type Verdict } from "../kernel/verdict.ts";
import { canSeeStudent, type StudentTies } from "../students/policy.ts";

/** What a message to a family is about, each with what ties the writer to it. Null: it is not about one. */
export interface About {
  readonly student: StudentTies | undefined;
  readonly intervention: { readonly ties: InterventionTies | undefined; readonly takesPart: boolean } | null;
  readonly case: { readonly ties: CaseTies | undefined; readonly isTheirs: boolean } | null;
}

/** The refusal of a part that one may not see, beside the field that named it. */
const beside = (verdict: Verdict, field: string): Verdict =>
  verdict.allowed ? allow : { allowed: false, refusal: { ...verdict.refusal, field } };

/** One writes about students one works with, and only in the name of what one sees and they have to do with. */
export const canWriteAbout = (actor: Actor, about: About): Verdict => {
  const { intervention, case: ofCase } = about;
  return all(
    canSeeStudent(actor, about.student),
    intervention === null
      ? allow
      : beside(canSeeIntervention(actor, intervention.takesPart ? intervention.ties : undefined), "interventionId"),
    ofCase === null ? allow : beside(canSeeCase(actor, ofCase.isTheirs ? ofCase.ties : undefined), "caseId"),
  );
};

/** A call or talk is deleted by whoever logged it, or by administrators. */
export const canWithdrawContact = (actor: Actor, contact: { readonly createdBy: string }): Verdict =>
  contact.createdBy === actor.userId || has(actor, "cases.manage_all")
    ? allow
    : refuse("NOT_ALLOWED", "Whoever logged this, and administrators, delete it.");
