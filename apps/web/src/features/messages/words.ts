import type { Channel, MessageStatus } from "@handrail/domain/communications/schema";

export const channelWords: Readonly<Record<Channel, string>> = {
  email: "E-mail",
  sms: "Text message",
  letter: "Letter",
};

export const statusWords: Readonly<Record<MessageStatus, string>> = {
  queued: "Waiting to be sent",
  sending: "Being sent",
  sent: "Sent",
  delivered: "Delivered",
  failed: "Failed",
  held: "Held back",
  cancelled: "Cancelled",
};

/** No mail server or SMS provider is set up: the message lies on the screen Messages, which is where it was meant to go. */
export const mailboxWords = "In Handrail’s mailbox";
