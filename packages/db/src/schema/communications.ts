import { ContactKind, ContactOutcome } from "@handrail/domain/communications/contact-schema";
import { Channel, MessageDirection, MessageStatus, TemplateStatus } from "@handrail/domain/communications/schema";
import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned, sortedText } from "../columns.ts";
import { users } from "./access.ts";
import { cases } from "./casework.ts";
import { interventions } from "./interventions.ts";
import { students, studentGuardians } from "./students.ts";

/** Words with variables, such as `{{student}}`. A new version is a new row: what was sent keeps its own. */
export const communicationTemplates = pgTable(
  "communication_templates",
  {
    ...owned(),
    lineId: uuid().notNull(),
    version: integer().notNull(),
    name: sortedText().notNull(),
    channel: choice(Channel).notNull(),
    subject: text().notNull().default(""),
    body: text().notNull(),
    status: choice(TemplateStatus).notNull().default("published"),
    createdBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.createdBy, users),
    uniqueIndex("communication_templates_one_per_version").on(t.tenantId, t.lineId, t.version),
    oneOf("communication_templates_channel", t.channel, Channel),
    oneOf("communication_templates_status", t.status, TemplateStatus),
  ],
);

/** That something was sent to whom about whom. The words themselves lie in the vault under `contentRef`. */
export const communicationLog = pgTable(
  "communication_log",
  {
    ...owned(),
    interventionId: uuid(),
    caseId: uuid(),
    studentId: uuid().notNull(),
    guardianId: uuid(),
    channel: choice(Channel).notNull(),
    templateId: uuid().notNull(),
    contentRef: uuid(),
    status: choice(MessageStatus).notNull().default("queued"),
    /** Why it is held, failed or was cancelled. Names no address. */
    statusReason: text(),
    attempts: integer().notNull().default(0),
    sentAt: instant(),
    deliveredAt: instant(),
    actor: uuid().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.caseId, cases),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.guardianId, studentGuardians),
    belongsTo(t.tenantId, t.templateId, communicationTemplates),
    belongsTo(t.tenantId, t.actor, users),
    index("communication_log_by_case")
      .on(t.tenantId, t.caseId)
      .where(sql`${t.caseId} is not null`),
    index("communication_log_by_student").on(t.tenantId, t.studentId, t.createdAt),
    index("communication_log_by_status").on(t.tenantId, t.status, t.createdAt),
    index("communication_log_by_time").on(t.tenantId, t.createdAt),
    oneOf("communication_log_channel", t.channel, Channel),
    oneOf("communication_log_status", t.status, MessageStatus),
  ],
);

/** What a provider was given and said about it. */
export const messages = pgTable(
  "messages",
  {
    ...owned(),
    logId: uuid(),
    direction: choice(MessageDirection).notNull(),
    templateKey: text(),
    /** The template's words with the variables left standing. */
    redactedBody: text().notNull(),
    providerId: text(),
    status: choice(MessageStatus).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.logId, communicationLog),
    index("messages_by_log").on(t.tenantId, t.logId),
    index("messages_by_provider")
      .on(t.tenantId, t.providerId)
      .where(sql`${t.providerId} is not null`),
    oneOf("messages_direction", t.direction, MessageDirection),
    oneOf("messages_status", t.status, MessageStatus),
    check("messages_belong", sql`${t.direction} = 'inbound' or ${t.logId} is not null`),
  ],
);

/** Calls and talks with a family, written down by staff. About a case, it is seen by who may see the case. */
export const familyContacts = pgTable(
  "family_contacts",
  {
    ...owned(),
    studentId: uuid().notNull(),
    interventionId: uuid(),
    caseId: uuid(),
    guardianId: uuid(),
    kind: choice(ContactKind).notNull(),
    outcome: choice(ContactOutcome).notNull(),
    contactedOn: date().notNull(),
    note: text().notNull().default(""),
    nextStep: text(),
    nextStepOn: date(),
    nextStepDoneAt: instant(),
    nextStepDoneBy: uuid(),
    createdBy: uuid().notNull(),
    withdrawnAt: instant(),
    withdrawnBy: uuid(),
    withdrawnReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.caseId, cases),
    belongsTo(t.tenantId, t.guardianId, studentGuardians),
    belongsTo(t.tenantId, t.createdBy, users),
    belongsTo(t.tenantId, t.nextStepDoneBy, users),
    belongsTo(t.tenantId, t.withdrawnBy, users),
    index("family_contacts_by_student").on(t.tenantId, t.studentId, t.contactedOn),
    index("family_contacts_by_case")
      .on(t.tenantId, t.caseId)
      .where(sql`${t.caseId} is not null`),
    oneOf("family_contacts_kind", t.kind, ContactKind),
    oneOf("family_contacts_outcome", t.outcome, ContactOutcome),
    check(
      "family_contacts_next_step",
      sql`(${t.nextStep} is null) = (${t.nextStepOn} is null) and (${t.nextStepDoneAt} is null or ${t.nextStep} is not null)
        and (${t.nextStepDoneAt} is null) = (${t.nextStepDoneBy} is null)`,
    ),
    check(
      "family_contacts_withdrawn",
      sql`(${t.withdrawnAt} is null) = (${t.withdrawnBy} is null)
        and (${t.withdrawnAt} is null) = (nullif(btrim(${t.withdrawnReason}), '') is null)`,
    ),
  ],
);
