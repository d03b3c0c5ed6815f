import type { HintRule } from "@handrail/domain/today/schema";

import type { Hint } from "./queries.ts";

/** Where following a hint leads. `record`: to writing down a meeting. */
export type HintAim =
  | {
      readonly to: "record";
      readonly studentId: string | null;
      readonly caseId: string | null;
      readonly days: readonly string[];
    }
  | { readonly to: "student"; readonly studentId: string }
  | { readonly to: "session"; readonly sessionId: string }
  | { readonly to: "intervention"; readonly interventionId: string; readonly part: "enrolments" | "progress" };

const verbs: Readonly<Record<HintRule, string>> = {
  absent_without_meeting: "Meet",
  follow_up_long_overdue: "Record",
  recurring_without_improvement: "See",
  below_aim: "Review",
  unmarked_session: "Take roll",
  place_free: "Offer",
  no_point_for_weeks: "Log progress",
};

export const verbOfHint = ({ rule }: Hint): string => verbs[rule];

export const aimOf = ({ rule, subject, studentId, days }: Hint): HintAim => {
  switch (subject.kind) {
    case "session":
      return { to: "session", sessionId: subject.id };
    case "intervention":
      return {
        to: "intervention",
        interventionId: subject.id,
        part: rule === "place_free" ? "enrolments" : "progress",
      };
    case "case":
      return { to: "record", studentId, caseId: subject.id, days };
    case "student":
      return rule === "absent_without_meeting"
        ? { to: "record", studentId: subject.id, caseId: null, days }
        : { to: "student", studentId: subject.id };
  }
};
