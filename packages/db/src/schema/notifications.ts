import { NotificationSubject, NotificationType } from "@handrail/domain/notifications/schema";
import { sql } from "drizzle-orm";
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned } from "../columns.ts";
import { users } from "./access.ts";
import { students } from "./students.ts";

/** Something that people should be told: the source of every notification. */
export const notificationEvents = pgTable(
  "notification_events",
  {
    ...owned(),
    type: choice(NotificationType).notNull(),
    subjectKind: choice(NotificationSubject).notNull(),
    subjectId: uuid().notNull(),
    studentId: uuid(),
    /** Who caused it; null for a scheduled job. */
    actorId: uuid(),
    day: date().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.actorId, users),
    index("notification_events_by_subject").on(t.tenantId, t.subjectId, t.day),
    oneOf("notification_events_type", t.type, NotificationType),
    oneOf("notification_events_subject_kind", t.subjectKind, NotificationSubject),
  ],
);

/** One line in one person's inbox: at most one per person, type, subject and day. */
export const notifications = pgTable(
  "notifications",
  {
    ...owned(),
    eventId: uuid().notNull(),
    recipientId: uuid().notNull(),
    type: choice(NotificationType).notNull(),
    subjectKind: choice(NotificationSubject).notNull(),
    subjectId: uuid().notNull(),
    studentId: uuid(),
    day: date().notNull(),
    readAt: instant(),
    doneAt: instant(),
    snoozedUntil: date(),
    /** What it was about was settled; told again, the line is there again. */
    goneAt: instant(),
    /** The digest that carried it. */
    mailedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.eventId, notificationEvents),
    belongsTo(t.tenantId, t.recipientId, users),
    belongsTo(t.tenantId, t.studentId, students),
    uniqueIndex("notifications_once_a_day").on(t.tenantId, t.recipientId, t.type, t.subjectId, t.day),
    index("notifications_open")
      .on(t.tenantId, t.recipientId, t.createdAt)
      .where(sql`${t.doneAt} is null`),
    index("notifications_by_subject")
      .on(t.tenantId, t.subjectId)
      .where(sql`${t.doneAt} is null and ${t.goneAt} is null`),
    index("notifications_unmailed")
      .on(t.tenantId, t.recipientId)
      .where(sql`${t.mailedAt} is null and ${t.doneAt} is null`),
    oneOf("notifications_type", t.type, NotificationType),
    oneOf("notifications_subject_kind", t.subjectKind, NotificationSubject),
  ],
);

/** Digests: at most one per person and day. */
export const digests = pgTable(
  "digests",
  {
    ...owned(),
    recipientId: uuid().notNull(),
    day: date().notNull(),
    lines: integer().notNull(),
    status: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.recipientId, users),
    uniqueIndex("digests_once_a_day").on(t.tenantId, t.recipientId, t.day),
  ],
);
