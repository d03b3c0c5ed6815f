import { has, type Actor } from "../kernel/actor.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";

/** What ties a person to a case. */
export interface CaseTies {
  readonly createdBy: string;
  readonly escalatedTo: string | null;
  readonly isOnTeam: boolean;
}

/**
 * The case team: whoever opened it, was asked to take it on, or was added to it. Restricted entries are for them alone,
 * whatever else a person may do.
 */
export const isOnCase = (actor: Pick<Actor, "userId">, ties: CaseTies): boolean =>
  ties.createdBy === actor.userId || ties.escalatedTo === actor.userId || ties.isOnTeam;

const noSuchCase = refuse("NOT_FOUND", "This case does not exist, or you have no access to it.");

/** A case one may not see does not exist for them. */
export const canSeeCase = (actor: Actor, ties: CaseTies | undefined): Verdict =>
  ties !== undefined && (isOnCase(actor, ties) || has(actor, "cases.read_all")) ? allow : noSuchCase;

export const canChangeCase = (actor: Actor, ties: CaseTies | undefined): Verdict => {
  if (ties === undefined) return noSuchCase;
  if (isOnCase(actor, ties) || has(actor, "cases.manage_all")) return allow;
  return has(actor, "cases.read_all")
    ? refuse("NOT_ALLOWED", "Only the case team and administrators can change this case.")
    : noSuchCase;
};

/** A whole case is taken away by whoever opened it, or by administrators. */
export const canWithdrawCase = (actor: Actor, ties: CaseTies | undefined): Verdict => {
  const change = canChangeCase(actor, ties);
  if (!change.allowed || ties === undefined) return change;
  return ties.createdBy === actor.userId || has(actor, "cases.manage_all")
    ? allow
    : refuse("NOT_ALLOWED", "Only the person who opened this case and administrators can withdraw it.");
};

/** Words are changed and struck through by their author, or by administrators. Whoever may not read them cannot. */
export const canChangeEntry = (
  actor: Actor,
  ties: CaseTies | undefined,
  entry: { readonly createdBy: string; readonly isRestricted: boolean } | undefined,
): Verdict => {
  const change = canChangeCase(actor, ties);
  if (!change.allowed || ties === undefined) return change;
  if (entry === undefined || (entry.isRestricted && !isOnCase(actor, ties)))
    return refuse("NOT_FOUND", "There is no such entry in this case.", { field: "entryId" });
  return entry.createdBy === actor.userId || has(actor, "cases.manage_all")
    ? allow
    : refuse("NOT_ALLOWED", "Only its author and administrators can change this entry.");
};

/** A case is opened for a student one is responsible for, or by those who work with all students. */
export const canOpenCaseFor = (actor: Actor, student: { readonly isResponsible: boolean } | undefined): Verdict =>
  student !== undefined && (student.isResponsible || has(actor, "students.read_all"))
    ? allow
    : refuse("NOT_FOUND", "This student does not exist, or you may not see this student.", { field: "studentId" });
