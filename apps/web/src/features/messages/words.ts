import type { Channel, MessageStatus } from "@handrail/domain/communications/schema";

export const channelWords: Readonly<Record<Channel, string>> = {
  email: "E-mail",
  sms: "Text message",
  letter: "Letter",
};

export const statusWords: Readonly<Record<MessageStatus, string>> = {
  queued: "Waiting to leave",
  sending: "Leaving now",
  sent: "Sent",
  delivered: "Delivered",
  failed: "Failed",
  held: "Held back",
  cancelled: "Cancelled",
};

/** What lies in the mailbox of this server has reached nobody, and says so. */
export const mailboxWords = "Sent by Handrail, not delivered";
