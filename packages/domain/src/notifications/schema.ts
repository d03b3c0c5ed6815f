import * as z from "zod/mini";

import { MutationId, StudentId } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";

export const NotificationType = z.enum([
  "follow_up_due",
  "follow_up_overdue",
  "case_escalated",
  "escalation_taken",
  "escalation_declined",
  "mention",
  "exit_recommended",
  "roster_unmarked",
  "absences_in_a_row",
  "message_failed",
  "waiting_place_free",
]);
export type NotificationType = z.infer<typeof NotificationType>;

/** What a notification is about. */
export const NotificationSubject = z.enum(["case", "intervention", "session", "student", "message"]);
export type NotificationSubject = z.infer<typeof NotificationSubject>;

/** The tabs of the inbox, and what stands under each. */
export const InboxTab = z.enum(["all", "due", "escalations", "mentions", "decisions"]);
export type InboxTab = z.infer<typeof InboxTab>;

const NotificationId = z.uuid("This is not an id.");

export const InboxInput = z.strictObject({
  tab: InboxTab,
  /** The last line of the page before. */
  after: z.optional(z.strictObject({ createdAt: Instant, id: NotificationId })),
});

export const InboxLine = z.object({
  id: z.string(),
  type: NotificationType,
  subjectKind: NotificationSubject,
  subjectId: z.string(),
  studentId: z.nullable(StudentId),
  displayCode: z.nullable(z.string()),
  /** What it is about, in words: an intervention's name, a case's cause, a session's title. */
  about: z.nullable(z.string()),
  /** Who caused it; null: the clock. */
  actor: z.nullable(z.string()),
  /** The day on which it was to be done, where there is one: how late it is follows from it. */
  dueOn: z.nullable(Day),
  createdAt: Instant,
  isRead: z.boolean(),
  version: z.number(),
});
export type InboxLine = z.infer<typeof InboxLine>;

export const Inbox = z.object({ lines: z.array(InboxLine), hasMore: z.boolean(), open: z.number(), asOf: Instant });
export type Inbox = z.infer<typeof Inbox>;

/** How many lines are open, for the bell. */
export const InboxCount = z.object({ open: z.number(), unread: z.number() });

const change = { mutationId: MutationId, notificationId: NotificationId };

/** What a person does with a line; `open` takes back what was done or put off. */
export const SettleNotificationInput = z.strictObject({
  ...change,
  as: z.enum(["read", "done", "open"]),
});
export const SnoozeNotificationInput = z.strictObject({ ...change, until: Day });
/** The line as it is now. */
export const SettledNotification = z.object({ notificationId: z.string(), version: z.number() });
