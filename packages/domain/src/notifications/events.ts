import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";

/** People were told of something: their inboxes ask again. */
export const PeopleNotified = defineEvent({
  name: "PeopleNotified",
  payload: z.object({ userIds: z.array(UserId) }),
  aggregate: "notification",
  audience: ["person"],
});

/** What lines were about is settled: they left these people's inboxes. */
export const NotificationsGone = defineEvent({
  name: "NotificationsGone",
  payload: z.object({ userIds: z.array(UserId) }),
  aggregate: "notification",
  audience: ["person"],
});

/** A person read a line, was done with it or put it off: their other devices ask again. */
export const NotificationSettled = defineEvent({
  name: "NotificationSettled",
  payload: z.object({ userId: UserId, notificationId: z.string(), version: z.number() }),
  aggregate: "notification",
  audience: ["person"],
});
