import { canSnooze } from "@handrail/domain/notifications/rules";
import type { SnoozeNotificationInput } from "@handrail/domain/notifications/schema";
import type * as z from "zod/mini";

import { command, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { lineForChange, settled } from "./held-line.ts";

/** Puts a line off to a later day. */
export const snoozeNotification = command({
  name: "notifications.snooze",
  facts: (input: z.infer<typeof SnoozeNotificationInput>) => [lineForChange(input)],
  decide: (tx, { until }, [[line]]) => {
    if (line === undefined) throw no("NOT_FOUND", "This is not in your inbox.");
    insist(canSnooze(line, { until, today: line.today }));
    if (line.snoozedUntil === until) return nothingToDo({ notificationId: line.id, version: line.version });
    return settled(tx, line, { readAt: line.readAt ?? tx.now, doneAt: null, snoozedUntil: until });
  },
});
