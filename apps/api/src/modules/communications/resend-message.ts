import { canBeResent, heldBecause } from "@handrail/domain/communications/rules";
import type { MessageState, ResendInput } from "@handrail/domain/communications/schema";
import { canSeeStudent } from "@handrail/domain/students/policy";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { studentTies } from "../students/queries.ts";
import { changeOf } from "./message-writes.ts";
import { messageForChange } from "./queries.ts";

/** Queues a message again that failed or was held back; what decides over it is asked anew. */
export const resendMessage = command({
  name: "communications.resend",
  facts: (input: z.infer<typeof ResendInput>) => [messageForChange(input)],
  decide: async (tx, input, [[message]]) => {
    const [[ties]] = message === undefined ? [[]] : await tx.facts(studentTies(message));
    if (message === undefined || !canSeeStudent(tx.actor, ties).allowed)
      throw no("NOT_FOUND", "This message does not exist, or you have no access to it.");
    insist(canBeResent(message.status));
    if (message.version !== input.version)
      throw no("STALE_VERSION", "This message has changed since you looked.", {
        details: { version: message.version },
      });
    const reason = heldBecause(message);
    if (reason !== null) throw no("NOT_ALLOWED", reason);
    const { write, event } = changeOf(message, { status: "queued", isSentAgain: true });
    tx.write(write);
    const state: z.infer<typeof MessageState> = {
      messageId: input.messageId,
      status: "queued",
      version: message.version + 1,
    };
    return done(state, [event]);
  },
});
