import type { Day } from "@handrail/domain/kernel/time";
import type { HintRule } from "@handrail/domain/today/schema";

import { shortDay } from "../../lib/time.ts";
import type { Hint } from "./queries.ts";

/** Where following a hint leads. `record`: to writing down a meeting. */
export type HintAim =
  | {
      readonly to: "record";
      readonly studentId: string | null;
      readonly displayCode: string | null;
      readonly days: readonly Day[];
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

export const aimOf = ({ rule, subject, studentId, displayCode, days }: Hint): HintAim => {
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
      return { to: "record", studentId, displayCode, days };
    case "student":
      return rule === "absent_without_meeting"
        ? { to: "record", studentId: subject.id, displayCode, days }
        : { to: "student", studentId: subject.id };
  }
};

/** What the recorder begins with: the days that were missed. */
export const missedWords = (days: readonly Day[]): string =>
  days.length === 0 ? "" : `Absent on ${new Intl.ListFormat("en-GB").format(days.map((day) => shortDay(day)))}.`;
