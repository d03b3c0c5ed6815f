import { demoIds } from "@handrail/db/seed/ids";
import { v7 as newId } from "uuid";

import { takingPart } from "../modules/communications/about.ts";
import { contactForChange } from "../modules/communications/contact-facts.ts";
import { familyFacts } from "../modules/communications/group-families.ts";
import { messageRows } from "../modules/communications/list-messages.ts";
import { mailbox } from "../modules/communications/message-writes.ts";
import {
  guardiansOf,
  messageForChange,
  retiredTemplates,
  sentToday,
  valueFacts,
} from "../modules/communications/queries.ts";
import { contactRows } from "../modules/communications/read-contacts.ts";
import { familiesOfGroup } from "../modules/communications/write-to-group.ts";
import { jobForChange, jobRows, oneJob, openOfKind } from "../modules/jobs/queries.ts";

type Query = readonly [string, { text: string; params: unknown[] }];

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): Query[1] => ({ text: found.text, params: found.params(values) });

const studentId = demoIds.student("alder", 0);
const interventionId = demoIds.intervention("alder", "reading-boost");
const newest = {
  status: null,
  channel: null,
  studentId: null,
  inMailbox: false,
  mailbox,
  beforeAt: null,
  beforeId: null,
  limit: 51,
};

/** What the list of messages and the commands on them ask for. */
export const communicationLists: readonly Query[] = [
  ["messages, the newest", of(messageRows, newest)],
  ["messages, further on", of(messageRows, { ...newest, beforeAt: new Date().toISOString(), beforeId: newId() })],
  ["messages of a status", of(messageRows, { ...newest, status: "failed" })],
  ["messages about a student", of(messageRows, { ...newest, studentId })],
  ["messages in the mailbox", of(messageRows, { ...newest, inMailbox: true })],
  ["a student's guardians", of(guardiansOf, { studentId })],
  ["what variables stand for", of(valueFacts, { studentId, interventionId, staffId: null })],
  ["whether a student takes part", of(takingPart, { studentId, interventionId })],
  ["families of a group", of(familiesOfGroup, { interventionId })],
  ["what writing to a group comes to", of(familyFacts, { interventionId, templateId: newId() })],
  ["templates a family was written to with today", of(sentToday, { studentId })],
  ["watched work, the newest", of(jobRows, { beforeAt: null, beforeId: null, limit: 51 })],
  ["watched work, further on", of(jobRows, { beforeAt: new Date().toISOString(), beforeId: newId(), limit: 51 })],
  ["one watched work", of(oneJob, { jobId: newId() })],
  ["watched work for change", of(jobForChange, { jobId: newId() })],
  ["what is open of a kind", of(openOfKind, { kind: "index_names" })],
  ["templates out of use", of(retiredTemplates, {})],
  ["calls and talks of a student", of(contactRows, { studentId })],
  ["a call for change", of(contactForChange, { contactId: newId() })],
  ["a message for change", of(messageForChange, { messageId: newId() })],
];
