import * as z from "zod/mini";

export const Channel = z.enum(["email", "sms", "letter"]);
export const TemplateStatus = z.enum(["draft", "published", "retired"]);
/** `held`: not sent, because a consent or an address is missing; the reason says which. */
export const MessageStatus = z.enum(["queued", "sending", "sent", "delivered", "failed", "held", "cancelled"]);
export const MessageDirection = z.enum(["outbound", "inbound"]);
