import * as z from "zod/mini";

export const NotificationType = z.enum([
  "follow_up_due",
  "follow_up_overdue",
  "case_escalated",
  "mention",
  "exit_recommended",
  "roster_unmarked",
  "absences_in_a_row",
  "message_failed",
  "waiting_place_free",
]);
/** What a notification is about. */
export const NotificationSubject = z.enum(["case", "intervention", "session", "student", "message"]);
