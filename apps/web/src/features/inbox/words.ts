import { type Day, daysBetween } from "@handrail/domain/kernel/time";
import type { InboxLine, InboxTab, NotificationType } from "@handrail/domain/notifications/schema";

import { shortDay } from "../../lib/time.ts";

export const tabWords: Readonly<Record<InboxTab, string>> = {
  all: "All",
  due: "Due",
  escalations: "Escalations",
  mentions: "Mentions",
  decisions: "Decisions",
};

interface Words {
  readonly title: string;
  /** What to do about it, in one sentence. */
  readonly advice: string;
}

export const typeWords: Readonly<Record<NotificationType, Words>> = {
  follow_up_due: { title: "Follow-up due", advice: "Meet, then record the meeting. Or choose another day." },
  follow_up_overdue: {
    title: "Follow-up overdue",
    advice: "The day has passed. Record what happened, or choose another day.",
  },
  case_escalated: {
    title: "Escalated to you",
    advice: "A colleague is waiting for your answer: take the case on, or say why you cannot.",
  },
  escalation_taken: { title: "Taken on", advice: "The colleague you asked has taken the case on." },
  escalation_declined: {
    title: "Not taken on",
    advice: "The colleague you asked does not take the case on. The case shows why. Ask somebody else.",
  },
  mention: { title: "You were mentioned", advice: "Read what was written; the case shows it." },
  exit_recommended: {
    title: "Exit decision waits",
    advice: "The exit criteria are met. Nothing changes until you decide.",
  },
  roster_unmarked: {
    title: "Roster not finished",
    advice: "The session is over, and some students have no mark yet.",
  },
  absences_in_a_row: { title: "Absent several times in a row", advice: "Find out why, and meet the student." },
  message_failed: { title: "A message was not delivered", advice: "The history of messages says why." },
  waiting_place_free: {
    title: "A place is free",
    advice: "A student is on the waiting list: offer the place to the first.",
  },
};

const causeWords: Readonly<Record<string, string>> = {
  health: "Health",
  family: "Family",
  academic: "Academic",
  financial: "Financial",
  behavioral: "Behaviour",
  other: "Other cause",
};

/** A case is about its cause; everything else has a name of its own. */
export const aboutWords = ({ subjectKind, about }: InboxLine): string | null =>
  about !== null && subjectKind === "case" ? (causeWords[about] ?? about) : about;

/** How late it is, where there was a day for it. */
export const lateWords = ({ dueOn, type }: InboxLine, today: Day): string | null => {
  if (dueOn === null) return null;
  const days = daysBetween(dueOn, today);
  if (type === "roster_unmarked") return `session of ${shortDay(dueOn)}`;
  return days <= 0 ? "due today" : `${days} ${days === 1 ? "day" : "days"} overdue`;
};

/** What it is now: a follow-up that was due and was not met is overdue. */
export const titleOf = ({ dueOn, type }: InboxLine, today: Day): string =>
  typeWords[type === "follow_up_due" && dueOn !== null && dueOn < today ? "follow_up_overdue" : type].title;

/** Somebody waits for it: it is not put off. */
export const mayPutOff = ({ type }: InboxLine): boolean => type !== "case_escalated";
