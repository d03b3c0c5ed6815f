import { rooms, type Audiences, type Delivery } from "../../realtime/rooms.ts";

const toInbox = (tenantId: string, userId: string): Delivery => ({
  room: rooms.person(tenantId, userId),
  message: "listChanged",
  payload: { topic: "inbox" },
});

/** An inbox is one person's: their devices learn that there is something to ask for. */
export const notificationsAudiences: Audiences<"PeopleNotified" | "NotificationsGone" | "NotificationSettled"> = {
  PeopleNotified: (tenantId, { userIds }) => userIds.map((userId) => toInbox(tenantId, userId)),
  NotificationsGone: (tenantId, { userIds }) => userIds.map((userId) => toInbox(tenantId, userId)),
  NotificationSettled: (tenantId, { userId }) => [toInbox(tenantId, userId)],
};
