import {
  Inbox,
  InboxCount,
  InboxInput,
  SettledNotification,
  SettleNotificationInput,
  SnoozeNotificationInput,
} from "@handrail/domain/notifications/schema";

import { router, withTool } from "../../trpc.ts";
import { countInbox, readInbox } from "./queries.ts";
import { settleNotification } from "./settle-notification.ts";
import { snoozeNotification } from "./snooze-notification.ts";

const inbox = withTool("inbox");

export const notificationsRouter = router({
  inbox: inbox
    .input(InboxInput)
    .output(Inbox)
    .query(({ ctx, input }) => readInbox(ctx.scope, input)),
  count: inbox.output(InboxCount).query(({ ctx }) => countInbox(ctx.scope)),
  settle: inbox
    .input(SettleNotificationInput)
    .output(SettledNotification)
    .mutation(({ ctx, input }) => settleNotification(ctx, input)),
  snooze: inbox
    .input(SnoozeNotificationInput)
    .output(SettledNotification)
    .mutation(({ ctx, input }) => snoozeNotification(ctx, input)),
});
