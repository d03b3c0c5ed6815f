import {
  ContactsInput,
  FamilyContacts,
  FinishNextStepInput,
  LogContactInput,
  LoggedContact,
  WithdrawContactInput,
} from "@handrail/domain/communications/contact-schema";
import {
  Compose,
  ComposeInput,
  GroupFamilies,
  GroupFamiliesInput,
  ListMessagesInput,
  Messages,
  MessageState,
  OpenedMessage,
  OpenMessageInput,
  ResendInput,
  RestoreTemplateInput,
  RetireTemplateInput,
  SavedTemplate,
  SaveTemplateInput,
  SendInput,
  Sent,
  Templates,
  WriteToGroupInput,
  WritingToGroup,
} from "@handrail/domain/communications/schema";

import { router, withTool } from "../../trpc.ts";
import { finishNextStep, withdrawContact } from "./change-contact.ts";
import { groupFamilies } from "./group-families.ts";
import { listMessages } from "./list-messages.ts";
import { logContact } from "./log-contact.ts";
import { openMessage } from "./open-message.ts";
import { readCompose, readTemplates } from "./read-compose.ts";
import { readContacts } from "./read-contacts.ts";
import { resendMessage } from "./resend-message.ts";
import { restoreTemplate, retireTemplate, saveTemplate } from "./save-template.ts";
import { sendMessage } from "./send-message.ts";
import { writeToGroup } from "./write-to-group.ts";

const sends = withTool("messages", "messages.send");
const manages = withTool("messages", "messages.manage_templates");

export const communicationsRouter = router({
  list: withTool("messages")
    .input(ListMessagesInput)
    .output(Messages)
    .query(({ ctx, input }) => listMessages(ctx.scope, input)),
  templates: withTool("messages")
    .output(Templates)
    .query(({ ctx }) => readTemplates(ctx.scope)),
  compose: sends
    .input(ComposeInput)
    .output(Compose)
    .query(({ ctx, input }) => readCompose(ctx.scope, input)),
  send: sends
    .input(SendInput)
    .output(Sent)
    .mutation(({ ctx, input }) => sendMessage(ctx, input)),
  contacts: withTool("messages")
    .input(ContactsInput)
    .output(FamilyContacts)
    .query(({ ctx, input }) => readContacts(ctx.scope, input)),
  logContact: sends
    .input(LogContactInput)
    .output(LoggedContact)
    .mutation(({ ctx, input }) => logContact(ctx, input)),
  finishNextStep: sends
    .input(FinishNextStepInput)
    .output(LoggedContact)
    .mutation(({ ctx, input }) => finishNextStep(ctx, input)),
  withdrawContact: sends
    .input(WithdrawContactInput)
    .output(LoggedContact)
    .mutation(({ ctx, input }) => withdrawContact(ctx, input)),
  groupFamilies: sends
    .input(GroupFamiliesInput)
    .output(GroupFamilies)
    .query(({ ctx, input }) => groupFamilies(ctx.scope, input)),
  writeToGroup: sends
    .input(WriteToGroupInput)
    .output(WritingToGroup)
    .mutation(({ ctx, input }) => writeToGroup(ctx, input)),
  resend: sends
    .input(ResendInput)
    .output(MessageState)
    .mutation(({ ctx, input }) => resendMessage(ctx, input)),
  saveTemplate: manages
    .input(SaveTemplateInput)
    .output(SavedTemplate)
    .mutation(({ ctx, input }) => saveTemplate(ctx, input)),
  retireTemplate: manages
    .input(RetireTemplateInput)
    .output(SavedTemplate)
    .mutation(({ ctx, input }) => retireTemplate(ctx, input)),
  restoreTemplate: manages
    .input(RestoreTemplateInput)
    .output(SavedTemplate)
    .mutation(({ ctx, input }) => restoreTemplate(ctx, input)),
  open: withTool("messages", "messages.read_mailbox")
    .input(OpenMessageInput)
    .output(OpenedMessage)
    .mutation(({ ctx, input }) => openMessage(ctx, input)),
});
