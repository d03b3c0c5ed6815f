import type { Day } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { InboxTab, NotificationType } from "./schema.ts";

/** Which lines stand under a tab; null: all of them. */
export const typesOf = (tab: InboxTab): readonly NotificationType[] | null => {
  switch (tab) {
    case "all":
      return null;
    case "due":
      return ["follow_up_due", "follow_up_overdue", "roster_unmarked", "absences_in_a_row", "waiting_place_free"];
    case "escalations":
      return ["case_escalated", "escalation_taken", "escalation_declined", "message_failed"];
    case "mentions":
      return ["mention"];
    case "decisions":
      return ["exit_recommended"];
  }
};

/** A line is put off to a later day; what somebody else waits for is not put off. */
export const canSnooze = (line: { type: NotificationType }, { until, today }: { until: Day; today: Day }): Verdict => {
  if (line.type === "case_escalated")
    return refuse(
      "NOT_ALLOWED",
      "A colleague needs your answer, so this cannot wait: take the case on, or decline it.",
    );
  return until > today ? allow : refuse("INVALID_INPUT", "Choose a day after today.", { field: "until" });
};
