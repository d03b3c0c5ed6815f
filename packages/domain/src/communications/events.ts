import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { CaseId, ContactId, InterventionId, MessageId, StudentId, TemplateId } from "../kernel/ids.ts";
import { Channel, MessageStatus } from "./schema.ts";

const message = z.object({
  messageId: MessageId,
  studentId: StudentId,
  interventionId: z.optional(InterventionId),
  caseId: z.optional(CaseId),
  channel: Channel,
  status: MessageStatus,
  version: z.number(),
});

/** Someone sent a message to a guardian: it waits to leave, or is held back. */
export const CommunicationSent = defineEvent({
  name: "CommunicationSent",
  payload: message,
  aggregate: "message",
  audience: ["student", "intervention", "case", "list"],
});

/** What became of a message. */
export const CommunicationChanged = defineEvent({
  name: "CommunicationChanged",
  payload: message,
  aggregate: "message",
  audience: ["student", "intervention", "case", "list"],
});

export const TemplateSaved = defineEvent({
  name: "TemplateSaved",
  payload: z.object({ templateId: TemplateId, version: z.number() }),
  aggregate: "template",
  audience: ["list"],
});

export const TemplateRetired = defineEvent({
  name: "TemplateRetired",
  payload: z.object({ templateId: TemplateId, version: z.number() }),
  aggregate: "template",
  audience: ["list"],
});

const contact = z.object({ contactId: ContactId, studentId: StudentId, version: z.number() });

/** Someone wrote down a call or a talk with a family. */
export const ContactLogged = defineEvent({
  name: "ContactLogged",
  payload: contact,
  aggregate: "contact",
  audience: ["student", "list"],
});

/** The next step of a call or talk was done, or the line was deleted. */
export const ContactChanged = defineEvent({
  name: "ContactChanged",
  payload: contact,
  aggregate: "contact",
  audience: ["student", "list"],
});
