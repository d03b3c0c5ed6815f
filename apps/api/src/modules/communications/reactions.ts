import type { Reactions } from "../../jobs/reaction.ts";
import { job } from "../../jobs/task.ts";
import { delivery } from "./deliver-message.ts";

export const communicationReactions: Reactions = {
  CommunicationSent: ({ tenantId, payload: { messageId, status } }) =>
    status === "queued" ? [job(delivery, { tenantId, messageId }, { key: `message:${messageId}` })] : [],
};
