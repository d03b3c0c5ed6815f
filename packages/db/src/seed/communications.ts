import type { ContactKind, ContactOutcome } from "@handrail/domain/communications/contact-schema";
import type { Channel, MessageStatus } from "@handrail/domain/communications/schema";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import type postgres from "postgres";

import { communicationLog, communicationTemplates, familyContacts } from "../schema/communications.ts";
import { plusMinutes } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

interface Template {
  readonly key: string;
  readonly name: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly body: string;
}

const templates: readonly Template[] = [
  {
    key: "welcome",
    name: "Joining a support group",
    channel: "email",
    subject: "{{student}} is joining {{intervention}}",
    body: "Dear {{guardian}},\n\n{{student}} will join {{intervention}}. The first session is on {{session}}.\n\nIf you have a question, answer this message.\n\n{{staff}}\n{{school}}",
  },
  {
    key: "absence",
    name: "Missed a session",
    channel: "sms",
    subject: "",
    body: "{{student}} was not at the support session. Please call {{school}} if we can help. {{staff}}",
  },
  {
    key: "meeting",
    name: "Invitation to a meeting",
    channel: "letter",
    subject: "A meeting about {{student}}",
    body: "{{date}}\n\nDear {{guardian}},\n\nwe would like to meet you and talk about how {{student}} is doing. Please tell us when you can come.\n\nYours sincerely,\n{{staff}}\n{{school}}",
  },
  {
    key: "progress",
    name: "Good news",
    channel: "email",
    subject: "Good news about {{student}}",
    body: "Dear {{guardian}},\n\n{{student}} has made good progress. Thank you for your help at home.\n\n{{staff}}\n{{school}}",
  },
];

interface Past {
  readonly place: number;
  readonly template: string;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly daysAgo: number;
}

const past: readonly Past[] = [
  { place: 0, template: "progress", status: "delivered", reason: null, daysAgo: 21 },
  { place: 3, template: "absence", status: "delivered", reason: null, daysAgo: 14 },
  { place: 11, template: "absence", status: "failed", reason: "The provider could not deliver it.", daysAgo: 9 },
  { place: 26, template: "meeting", status: "sent", reason: null, daysAgo: 6 },
  { place: 7, template: "progress", status: "held", reason: "The family has not agreed to be contacted.", daysAgo: 3 },
  { place: 50, template: "progress", status: "delivered", reason: null, daysAgo: 1 },
];

interface PastContact {
  readonly place: number;
  readonly kind: ContactKind;
  readonly outcome: ContactOutcome;
  readonly daysAgo: number;
  readonly note: string;
  readonly nextStep: { readonly what: string; readonly inDays: number } | null;
}

const pastContacts: readonly PastContact[] = [
  {
    place: 0,
    kind: "call",
    outcome: "reached",
    daysAgo: 5,
    note: "Reads at home every evening now. Asks for shorter books.",
    nextStep: { what: "Send the list of short books home", inDays: 2 },
  },
  { place: 0, kind: "call", outcome: "no_answer", daysAgo: 8, note: "", nextStep: null },
  {
    place: 11,
    kind: "home_visit",
    outcome: "reached",
    daysAgo: 12,
    note: "The family moved and the bus no longer fits.",
    nextStep: { what: "Ask the office about another bus", inDays: 4 },
  },
  { place: 26, kind: "call", outcome: "left_message", daysAgo: 2, note: "", nextStep: null },
];

/** Templates, and what was sent with them before today. */
export const seedCommunications = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  now: string,
): Promise<void> => {
  const { key } = school;
  const idOfTemplate = (name: string): string => idOf(`${key} template ${name}`);
  const actor = demoIds.user(key, school.responsible.person);
  await insertAll(
    tx,
    communicationTemplates,
    templates.map(({ key: name, ...words }) => ({
      id: idOfTemplate(name),
      lineId: idOfTemplate(name),
      version: 1,
      createdBy: actor,
      ...words,
    })),
  );
  const channelOf = new Map(templates.map((one) => [one.key, one.channel] as const));
  await insertAll(
    tx,
    communicationLog,
    past
      .filter(({ place }) => place < school.studentCount)
      .map(({ place, template, status, reason, daysAgo }) => {
        const at = plusMinutes(now, -daysAgo * 24 * 60);
        const hasLeft = status === "sent" || status === "delivered";
        return {
          id: idOf(`${key} message ${place} ${template}`),
          studentId: demoIds.student(key, place),
          guardianId: demoIds.guardian(key, place, 0),
          channel: channelOf.get(template) ?? "email",
          templateId: idOfTemplate(template),
          status,
          statusReason: reason,
          attempts: status === "held" ? 0 : 1,
          createdAt: at,
          sentAt: hasLeft ? at : null,
          deliveredAt: status === "delivered" ? at : null,
          actor,
        };
      }),
  );
  const today = dayIn(school.zone, now);
  await insertAll(
    tx,
    familyContacts,
    pastContacts
      .filter(({ place }) => place < school.studentCount)
      .map(({ place, kind, outcome, daysAgo, note, nextStep }) => ({
        id: idOf(`${key} contact ${place} ${daysAgo}`),
        studentId: demoIds.student(key, place),
        guardianId: demoIds.guardian(key, place, 0),
        kind,
        outcome,
        contactedOn: addDays(today, -daysAgo),
        note,
        nextStep: nextStep?.what ?? null,
        nextStepOn: nextStep === null ? null : addDays(today, nextStep.inDays),
        createdAt: plusMinutes(now, -daysAgo * 24 * 60),
        createdBy: actor,
      })),
  );
};
