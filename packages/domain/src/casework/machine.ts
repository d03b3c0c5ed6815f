import type { Situation } from "../kernel/errors.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { CaseStatus } from "./schema.ts";

const afterOpen = ["monitoring", "improving", "not_improving", "escalated", "closed"] as const;

/** Where a case may go from each status. Open is where it begins; closed is where it ends. */
export const moves: { readonly [S in CaseStatus]: readonly CaseStatus[] } = {
  open: afterOpen,
  monitoring: ["improving", "not_improving", "escalated", "closed"],
  improving: ["monitoring", "not_improving", "escalated", "closed"],
  not_improving: ["monitoring", "improving", "escalated", "closed"],
  escalated: ["monitoring", "improving", "not_improving", "closed"],
  closed: [],
};

/** Every status but closed: a student has at most one such case for each root cause. */
export const isActive = (status: CaseStatus): boolean => status !== "closed";

/** The status, as staff read it. */
export const statusWords: { readonly [S in CaseStatus]: string } = {
  open: "Open",
  monitoring: "Monitoring",
  improving: "Improving",
  not_improving: "Not improving",
  escalated: "Escalated",
  closed: "Closed",
};

const impossible = (situation: Situation, message: string): Verdict => refuse(situation, message, { field: "status" });

/** Whether a case may go there, and why not. To stay is no move, and allowed. */
export const canMove = (from: CaseStatus, to: CaseStatus): Verdict => {
  if (from === to || moves[from].includes(to)) return allow;
  if (from === "closed") {
    return to === "escalated"
      ? impossible("CASE_CLOSED", "A closed case cannot be escalated. Open a follow-on case.")
      : impossible("CASE_CLOSED", "Closed cases stay closed. Open a follow-on case.");
  }
  return impossible("IMPOSSIBLE_MOVE", "A case cannot go back to Open once it has been worked on.");
};

/** Closing says how it was resolved, in the same control; nothing else does. */
export const canClose = (to: CaseStatus, resolutionNotes: string | null | undefined): Verdict => {
  const hasNotes = typeof resolutionNotes === "string" && resolutionNotes.trim() !== "";
  if (to === "closed" && !hasNotes)
    return refuse("INVALID_INPUT", "Closing needs resolution notes: say what was resolved.", {
      field: "resolutionNotes",
    });
  if (to !== "closed" && hasNotes)
    return refuse("INVALID_INPUT", "Only closing takes resolution notes.", { field: "resolutionNotes" });
  return allow;
};
