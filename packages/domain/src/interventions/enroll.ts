import type { StudentId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { EnrollInput, EnrollmentClash, EnrollResult } from "./enrollment-schema.ts";
import type { EnrollmentStatus } from "./schema.ts";

/** What decides over one student who is to be enrolled. */
export interface Candidate {
  readonly studentId: StudentId;
  /** Undefined: no such student for this person. */
  readonly status: string | undefined;
  readonly isEnrolled: boolean;
  readonly isWaiting: boolean;
  /** Sessions to come that other sessions of the student are in the way of. */
  readonly clashes: readonly EnrollmentClash[];
}

type Choice = Pick<EnrollInput, "onClash" | "whenFull"> & {
  /** Free places; null: as many as come. */
  readonly left: number | null;
};

const plain = { situation: null, reason: null, clashes: [] } as const;

/** What becomes of one student while so many places are left. */
const resultOf = (one: Candidate, { onClash, whenFull, left }: Choice): EnrollResult => {
  const { studentId, clashes } = one;
  const refused = (situation: EnrollResult["situation"], reason: string): EnrollResult => ({
    studentId,
    outcome: "refused",
    situation,
    reason,
    clashes: [...clashes],
  });
  if (one.status === undefined)
    return { ...refused("NOT_FOUND", "This student does not exist, or you may not see this student."), clashes: [] };
  if (one.isEnrolled) return { ...plain, clashes: [], studentId, outcome: "already" };
  if (one.status !== "active") return refused("NOT_ENROLLED", `This student is ${one.status}: enrol active students.`);
  if (left === 0) {
    if (whenFull === "refuse") return refused("INTERVENTION_FULL", "All places are taken.");
    return { ...plain, clashes: [], studentId, outcome: one.isWaiting ? "already" : "waiting" };
  }
  if (clashes.length > 0 && onClash === "refuse")
    return refused(
      "SESSION_CLASH",
      clashes.length === 1
        ? "Another session expects this student at the same time."
        : `Other sessions expect this student at the same time, ${clashes.length} times.`,
    );
  return { studentId, outcome: "enrolled", situation: null, reason: null, clashes: [...clashes] };
};

/**
 * Each student by themselves and in the order given, so that one whose time is taken does not lose the others, and the
 * last places go to those who were named first.
 */
export const decideEnrollments = (candidates: readonly Candidate[], choice: Choice): EnrollResult[] => {
  let { left } = choice;
  return candidates.map((candidate) => {
    const result = resultOf(candidate, { ...choice, left });
    if (result.outcome === "enrolled" && left !== null) left -= 1;
    return result;
  });
};

/** So long an ending can be taken back as if it had not been. */
const undoMinutes = 10;

/** What was just ended by mistake goes on; what was decided on, or is long over, is begun anew instead. */
export const canTakeBackEnding = (
  ended: {
    readonly status: EnrollmentStatus;
    readonly endedAt: Instant | null;
    readonly isDecided: boolean;
    readonly isEnrolled: boolean;
  },
  now: Instant,
): Verdict => {
  if (ended.status === "active" || ended.isEnrolled) return refuse("ALREADY_DECIDED", "This student is enrolled.");
  if (ended.isDecided) return refuse("UNDO_OVER", "The exit was decided on. Enrol the student again instead.");
  return ended.endedAt !== null && Date.parse(now) - Date.parse(ended.endedAt) <= undoMinutes * 60_000
    ? allow
    : refuse("UNDO_OVER", `An ending can be taken back for ${undoMinutes} minutes. Enrol the student again instead.`);
};
