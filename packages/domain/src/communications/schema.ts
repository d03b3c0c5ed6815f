import * as z from "zod/mini";

import {
  CaseId,
  GuardianId,
  InterventionId,
  JobId,
  MessageId,
  MutationId,
  StudentId,
  TemplateId,
} from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";

export const Channel = z.enum(["email", "sms", "letter"]);
export type Channel = z.infer<typeof Channel>;
export const TemplateStatus = z.enum(["draft", "published", "retired"]);
/** `held`: not sent, because a consent or an address is missing; the reason says which. */
export const MessageStatus = z.enum(["queued", "sending", "sent", "delivered", "failed", "held", "cancelled"]);
export type MessageStatus = z.infer<typeof MessageStatus>;
export const MessageDirection = z.enum(["outbound", "inbound"]);

/** What a template may stand in for. */
export const Variable = z.enum(["guardian", "student", "school", "staff", "date", "intervention", "session"]);
export type Variable = z.infer<typeof Variable>;

export const Template = z.object({
  id: TemplateId,
  lineId: z.string(),
  version: z.number(),
  name: z.string(),
  channel: Channel,
  subject: z.string(),
  body: z.string(),
});
export type Template = z.infer<typeof Template>;
export const Templates = z.object({
  templates: z.array(Template),
  /** Out of use, each as it was last; for those who may bring one back. */
  retired: z.array(Template),
  mayManage: z.boolean(),
});

export const SaveTemplateInput = z.strictObject({
  mutationId: MutationId,
  /** Of a template that is there already, with the version that was open. */
  line: z.nullable(z.strictObject({ lineId: TemplateId, version: z.int() })),
  name: filledText(80),
  channel: Channel,
  subject: text(150),
  body: filledText(4_000),
});
const templateMove = { mutationId: MutationId, lineId: TemplateId, version: z.int() };
export const RetireTemplateInput = z.strictObject(templateMove);
/** The version is that of the last one that was in use. */
export const RestoreTemplateInput = z.strictObject(templateMove);
export const SavedTemplate = z.object({ id: TemplateId, lineId: z.string(), version: z.number() });

/** What a message is about; an intervention lends it its name and its next session. */
const About = { studentId: StudentId, interventionId: z.optional(InterventionId), caseId: z.optional(CaseId) };

export const ComposeInput = z.strictObject(About);
export const Compose = z.object({
  displayCode: z.string(),
  /** What the variables stand for, without names: those come from the vault. Null: it has no value here. */
  values: z.object({
    school: z.string(),
    staff: z.string(),
    date: z.string(),
    intervention: z.nullable(z.string()),
    session: z.nullable(z.string()),
  }),
  guardians: z.array(
    z.object({
      guardianId: GuardianId,
      relationship: z.string(),
      isPrimary: z.boolean(),
      /** Why nothing may be sent to them; null: it may. */
      held: z.nullable(z.string()),
    }),
  ),
  templates: z.array(Template),
  /** Lines of templates with which the family was written to today, by anybody; what was held or failed does not count. */
  sentToday: z.array(z.string()),
});
export type Compose = z.infer<typeof Compose>;

export const SendInput = z.strictObject({
  mutationId: MutationId,
  ...About,
  templateId: TemplateId,
  guardianIds: z.array(GuardianId).check(z.minLength(1, "Choose at least one person."), z.maxLength(6)),
});
export const Sent = z.object({
  messages: z.array(z.object({ messageId: MessageId, status: MessageStatus, reason: z.nullable(z.string()) })),
});

/** To the first contact of everyone who takes part in an intervention. */
export const WriteToGroupInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  templateId: TemplateId,
});
export const GroupFamiliesInput = z.strictObject({ interventionId: InterventionId, templateId: TemplateId });
/** What writing to them would come to now. */
export const GroupFamilies = z.object({
  families: z.number(),
  /** Messages that would leave. */
  ready: z.number(),
  /** Messages that would be held back, by reason. */
  held: z.array(z.object({ reason: z.string(), families: z.number() })),
  /** Families without anybody to write to. */
  withoutContact: z.number(),
  /** Of those who are ready: written to today with the same template. */
  sentToday: z.number(),
});
export type GroupFamilies = z.infer<typeof GroupFamilies>;
export const WritingToGroup = z.object({ jobId: JobId, families: z.number() });

export const MessageRow = z.object({
  id: MessageId,
  studentId: StudentId,
  displayCode: z.string(),
  relationship: z.nullable(z.string()),
  channel: Channel,
  template: z.string(),
  status: MessageStatus,
  reason: z.nullable(z.string()),
  attempts: z.number(),
  by: z.string(),
  createdAt: Instant,
  sentAt: z.nullable(Instant),
  deliveredAt: z.nullable(Instant),
  /** It lies in the mailbox of this server: written, shown, and sent to nobody. */
  inMailbox: z.boolean(),
  version: z.number(),
});
export type MessageRow = z.infer<typeof MessageRow>;

export const ListMessagesInput = z.strictObject({
  status: z.optional(MessageStatus),
  channel: z.optional(Channel),
  studentId: z.optional(StudentId),
  /** Only what lies in the mailbox. */
  inMailbox: z.optional(z.boolean()),
  cursor: z.optional(z.strictObject({ createdAt: Instant, id: MessageId })),
});
export const Messages = z.object({
  rows: z.array(MessageRow),
  next: z.nullable(z.object({ createdAt: Instant, id: MessageId })),
});
export type Messages = z.infer<typeof Messages>;

export const ResendInput = z.strictObject({ mutationId: MutationId, messageId: MessageId, version: z.int() });
export const MessageState = z.object({ messageId: MessageId, status: MessageStatus, version: z.number() });

export const OpenMessageInput = z.strictObject({ messageId: MessageId });
/** A message as it left, or as it would have left. */
export const OpenedMessage = z.object({
  messageId: MessageId,
  channel: Channel,
  to: z.string(),
  subject: z.string(),
  body: z.string(),
});
export type OpenedMessage = z.infer<typeof OpenedMessage>;
