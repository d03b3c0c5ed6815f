import { v7 as newId } from "uuid";

import type { Sample } from "./sample-shape.fixture.ts";

const student = { studentId: "student" } as const;

/** An input for every procedure about messages. `claim` stands for an id that nobody has. */
export const communicationSamples: Readonly<Record<string, Sample>> = {
  "communications.list": {
    input: (ids) => ({
      status: "sent",
      channel: "email",
      studentId: ids.student,
      inMailbox: false,
      cursor: { createdAt: new Date().toISOString(), id: ids.claim },
    }),
    ids: { ...student, "cursor.id": "claim" },
  },
  "communications.templates": { input: null, ids: {} },
  "communications.compose": {
    input: (ids) => ({ studentId: ids.student, interventionId: ids.intervention, caseId: ids.case }),
    ids: { ...student, interventionId: "intervention", caseId: "case" },
  },
  "communications.send": {
    input: (ids) => ({
      mutationId: newId(),
      studentId: ids.student,
      templateId: ids.claim,
      guardianIds: [ids.claim],
      interventionId: ids.intervention,
      caseId: ids.case,
    }),
    ids: { ...student, templateId: "claim", "guardianIds.0": "claim", interventionId: "intervention", caseId: "case" },
  },
  "communications.contacts": { input: (ids) => ({ studentId: ids.student }), ids: student },
  "communications.logContact": {
    input: (ids) => ({
      mutationId: newId(),
      studentId: ids.student,
      interventionId: ids.intervention,
      caseId: ids.case,
      guardianId: ids.claim,
      kind: "call",
      outcome: "reached",
      contactedOn: "2026-09-01",
      note: "Words",
      nextStep: { what: "Call again", on: "2026-09-02" },
    }),
    ids: { ...student, interventionId: "intervention", caseId: "case", guardianId: "claim" },
  },
  "communications.finishNextStep": {
    input: (ids) => ({ mutationId: newId(), contactId: ids.claim, version: 1 }),
    ids: { contactId: "claim" },
  },
  "communications.withdrawContact": {
    input: (ids) => ({ mutationId: newId(), contactId: ids.claim, version: 1, reason: "A mistake" }),
    ids: { contactId: "claim" },
  },
  "communications.groupFamilies": {
    input: (ids) => ({ interventionId: ids.intervention, templateId: ids.claim }),
    ids: { interventionId: "intervention", templateId: "claim" },
  },
  "communications.writeToGroup": {
    input: (ids) => ({ mutationId: newId(), interventionId: ids.intervention, templateId: ids.claim }),
    ids: { interventionId: "intervention", templateId: "claim" },
  },
  "communications.resend": {
    input: (ids) => ({ mutationId: newId(), messageId: ids.claim, version: 1 }),
    ids: { messageId: "claim" },
  },
  "communications.saveTemplate": {
    input: (ids) => ({
      mutationId: newId(),
      line: { lineId: ids.claim, version: 1 },
      name: "A name",
      channel: "email",
      subject: "About {{student}}",
      body: "Dear {{guardian}}",
    }),
    ids: { "line.lineId": "claim" },
  },
  "communications.retireTemplate": {
    input: (ids) => ({ mutationId: newId(), lineId: ids.claim, version: 1 }),
    ids: { lineId: "claim" },
  },
  "communications.restoreTemplate": {
    input: (ids) => ({ mutationId: newId(), lineId: ids.claim, version: 1 }),
    ids: { lineId: "claim" },
  },
  "communications.open": { input: (ids) => ({ messageId: ids.claim }), ids: { messageId: "claim" } },
};
