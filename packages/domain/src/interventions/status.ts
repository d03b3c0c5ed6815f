import type { Day } from "../kernel/day.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { InterventionStatus } from "./schema.ts";

/** What a move does beside the status, and what it asks for. */
export interface StatusMove {
  readonly label: string;
  /** `early`: only before the planned end. */
  readonly reason: "never" | "always" | "early";
  /** Sessions to come are cancelled, their bookings released and the enrolments ended. */
  readonly closes: boolean;
  /** What was closed with it comes back, as far as people and rooms are free. */
  readonly reopens: boolean;
}

type Way = StatusMove | string;

const begin: StatusMove = { label: "Start", reason: "never", closes: false, reopens: false };
const complete: StatusMove = { label: "Complete", reason: "early", closes: true, reopens: false };
const cancel: StatusMove = { label: "Cancel", reason: "always", closes: true, reopens: false };
const reactivate: StatusMove = { label: "Reactivate", reason: "never", closes: false, reopens: true };

const begun = "It has already started, so it cannot be a draft again.";
const finished = "It is completed and cannot be changed. Make a new one from its program.";

/** Every pair of statuses: the move, or the sentence that says why there is none. */
const ways: { readonly [F in InterventionStatus]: { readonly [T in Exclude<InterventionStatus, F>]: Way } } = {
  draft: {
    active: begin,
    completed: "It has not started: start it first, or cancel it.",
    cancelled: cancel,
  },
  active: { draft: begun, completed: complete, cancelled: cancel },
  completed: { draft: finished, active: finished, cancelled: finished },
  cancelled: {
    draft: begun,
    active: reactivate,
    completed: "It was cancelled: reactivate it first.",
  },
};

const wayOf = (from: InterventionStatus, to: InterventionStatus): Way | undefined =>
  (ways[from] as Readonly<Partial<Record<InterventionStatus, Way>>>)[to];

export const moveOf = (from: InterventionStatus, to: InterventionStatus): StatusMove | undefined => {
  const way = wayOf(from, to);
  return typeof way === "object" ? way : undefined;
};

export const canMove = (from: InterventionStatus, to: InterventionStatus): Verdict => {
  const way = wayOf(from, to);
  if (way === undefined) return refuse("IMPOSSIBLE_MOVE", "It already has this status.", { field: "to" });
  return typeof way === "string" ? refuse("IMPOSSIBLE_MOVE", way, { field: "to" }) : allow;
};

export const needsReason = (move: StatusMove, plan: { readonly endDate: Day | null; readonly today: Day }): boolean =>
  move.reason === "always" || (move.reason === "early" && (plan.endDate === null || plan.today < plan.endDate));

/** Who takes part can change while it is planned and while it runs. */
export const takesStudents = (status: InterventionStatus): Verdict =>
  status === "draft" || status === "active"
    ? allow
    : refuse("INTERVENTION_CLOSED", `This intervention was ${status}: its enrolments stay as they are.`);

/** Places that are free; null: as many as come. */
export const placesLeft = (capacity: number | null, enrolled: number): number | null =>
  capacity === null ? null : Math.max(0, capacity - enrolled);
