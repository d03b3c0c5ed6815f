import type { SettleNotificationInput } from "@handrail/domain/notifications/schema";
import type * as z from "zod/mini";

import { command, nothingToDo } from "../../kernel/command.ts";
import { no } from "../../kernel/refused.ts";
import { lineForChange, settled } from "./held-line.ts";

/** Reads a line, is done with it, or opens it again. Doing twice what is done already changes nothing. */
export const settleNotification = command({
  name: "notifications.settle",
  facts: (input: z.infer<typeof SettleNotificationInput>) => [lineForChange(input)],
  decide: (tx, input, [[line]]) => {
    if (line === undefined) throw no("NOT_FOUND", "This is not in your inbox.");
    const { readAt, doneAt, snoozedUntil } = line;
    const isSo = {
      read: readAt !== null,
      done: doneAt !== null,
      open: doneAt === null && snoozedUntil === null,
    }[input.as];
    if (isSo) return nothingToDo({ notificationId: line.id, version: line.version });
    const read = readAt ?? tx.now;
    switch (input.as) {
      case "read":
        return settled(tx, line, { readAt: read, doneAt, snoozedUntil });
      case "done":
        return settled(tx, line, { readAt: read, doneAt: tx.now, snoozedUntil: null });
      case "open":
        return settled(tx, line, { readAt, doneAt: null, snoozedUntil: null });
    }
  },
});
