import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to a student. */
export interface StudentTies {
  /** Responsible for them now: form master, case manager, teacher, clinician, facilitator. */
  readonly isResponsible: boolean;
  /** Owns, leads or belongs to an intervention in which the student is enrolled now. */
  readonly supports: boolean;
  /** Works on a case of theirs. */
  readonly isOnCase: boolean;
}

/** A student one may not see does not exist for them. */
export const canSeeStudent = (actor: Actor, ties: StudentTies | undefined): Verdict =>
  ties !== undefined && (ties.isResponsible || ties.supports || ties.isOnCase || has(actor, "students.read_all"))
    ? allow
    : refuse("NOT_FOUND", "This student does not exist, or you may not see this student.");
