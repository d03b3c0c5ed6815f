import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const day = new Date().toISOString().slice(0, 10);
const words = "Said so.";
const oneCase = { caseId: "case" } as const;
const entry = { caseId: "case", entryId: "entry" } as const;
const change = (ids: Ids) => ({ mutationId: newId(), caseId: ids.case });

/** An input for every procedure of casework. */
export const caseworkSamples: Readonly<Record<string, Sample>> = {
  "casework.exportList": {
    input: (ids) => ({
      mutationId: newId(),
      scope: "all",
      sort: "contact",
      status: "active",
      studentId: ids.student,
      studentIds: [ids.student],
      format: "csv_comma",
      withNames: true,
    }),
    ids: { studentId: "student", "studentIds.0": "student" },
  },
  "casework.list": {
    input: (ids) => ({ status: "active", studentId: ids.student, studentIds: [ids.student] }),
    ids: { studentId: "student", "studentIds.0": "student" },
  },
  "casework.one": { input: (ids) => ({ caseId: ids.case }), ids: oneCase },
  "casework.openings": { input: (ids) => ({ caseIds: [ids.case] }), ids: { "caseIds.0": "case" } },
  "casework.ofStudent": { input: (ids) => ({ studentId: ids.student }), ids: { studentId: "student" } },
  "casework.stats": { input: () => ({ scope: "all" }), ids: {} },
  "casework.recurring": { input: () => ({ scope: "all" }), ids: {} },
  "casework.activeFor": { input: (ids) => ({ studentId: ids.student }), ids: { studentId: "student" } },
  "casework.students": { input: null, ids: {} },
  "casework.people": { input: null, ids: {} },
  "casework.mentionPeople": { input: (ids) => ({ caseId: ids.case }), ids: oneCase },
  "casework.savePlan": {
    input: (ids) => ({
      mutationId: newId(),
      existing: { planId: ids.claim, version: 1 },
      rootCause: "family",
      title: "A title",
      body: "Words",
    }),
    ids: { "existing.planId": "claim" },
  },
  "casework.dropPlan": {
    input: (ids) => ({ mutationId: newId(), planId: ids.claim, version: 1 }),
    ids: { planId: "claim" },
  },
  "casework.planTemplates": { input: null, ids: {} },
  "casework.search": {
    input: (ids) => ({ query: "family", studentIds: [ids.student] }),
    ids: { "studentIds.0": "student" },
  },
  "casework.drafts": { input: null, ids: {} },
  "casework.views": { input: null, ids: {} },
  "casework.recordMeeting": {
    input: (ids) => ({
      mutationId: newId(),
      studentId: ids.student,
      meetingDate: day,
      absenceReason: words,
      rootCause: "other",
      interventionNotes: words,
      actionPlan: words,
      urgency: "low",
      ifActive: "join",
      caseId: ids.case,
      actions: [{ what: "a bus pass", ownerId: ids.user, interventionId: ids.intervention }],
      draftId: ids.claim,
    }),
    ids: {
      studentId: "student",
      caseId: "case",
      "actions.0.ownerId": "user",
      "actions.0.interventionId": "intervention",
    },
  },
  "casework.addUpdate": {
    input: (ids) => ({ ...change(ids), version: 1, updateText: words, draftId: ids.claim, escalateTo: ids.user }),
    ids: { ...oneCase, escalateTo: "user" },
  },
  "casework.changeStatus": {
    input: (ids) => ({ ...change(ids), version: 1, status: "monitoring" }),
    ids: oneCase,
  },
  "casework.changeCase": { input: (ids) => ({ ...change(ids), version: 1, urgency: "high" }), ids: oneCase },
  "casework.editMeeting": {
    input: (ids) => ({ ...change(ids), entryId: ids.entry, version: 1, actionPlan: words }),
    ids: entry,
  },
  "casework.updateMeeting": {
    input: (ids) => ({
      ...change(ids),
      studentId: ids.student,
      meetingDate: day,
      absenceReason: words,
      rootCause: "other",
      interventionNotes: words,
      actionPlan: words,
      followUpDate: null,
      urgency: "low",
    }),
    ids: { ...oneCase, studentId: "student" },
  },
  "casework.withdrawEntry": {
    input: (ids) => ({ ...change(ids), entryId: ids.entry, version: 1, reason: words }),
    ids: entry,
  },
  "casework.undoEntry": { input: (ids) => ({ ...change(ids), entryId: ids.entry }), ids: entry },
  "casework.withdrawCase": { input: (ids) => ({ ...change(ids), version: 1, reason: words }), ids: oneCase },
  "casework.escalate": {
    input: (ids) => ({ ...change(ids), version: 1, toUserId: ids.user, reason: words }),
    ids: { ...oneCase, toUserId: "user" },
  },
  "casework.takeOn": { input: change, ids: oneCase },
  "casework.declineEscalation": { input: (ids) => ({ ...change(ids), reason: words }), ids: oneCase },
  "casework.addToTeam": { input: (ids) => ({ ...change(ids), userId: ids.user }), ids: { ...oneCase, userId: "user" } },
  "casework.removeFromTeam": {
    input: (ids) => ({ ...change(ids), userId: ids.user }),
    ids: { ...oneCase, userId: "user" },
  },
  "casework.addAction": {
    input: (ids) => ({
      ...change(ids),
      entryId: ids.entry,
      what: "a bus pass",
      ownerId: ids.user,
      interventionId: ids.intervention,
    }),
    ids: { ...entry, ownerId: "user", interventionId: "intervention" },
  },
  "casework.doneAction": {
    input: (ids) => ({
      ...change(ids),
      actionId: ids.action,
      version: 1,
      done: true,
      enrollmentId: ids.enrollment,
    }),
    ids: { ...oneCase, actionId: "action", enrollmentId: "enrollment" },
  },
  "casework.enrolAction": {
    input: (ids) => ({ ...change(ids), actionId: ids.action, version: 1 }),
    ids: { ...oneCase, actionId: "action" },
  },
  "casework.saveDraft": {
    input: (ids) => ({
      mutationId: newId(),
      draftId: ids.claim,
      kind: "meeting",
      studentId: ids.student,
      caseId: ids.case,
      body: { absenceReason: words, actions: [{ what: "a bus pass", ownerId: ids.user }] },
      version: 0,
    }),
    ids: { studentId: "student", caseId: "case" },
  },
  "casework.dropDraft": { input: (ids) => ({ mutationId: newId(), draftId: ids.claim }), ids: {} },
  "casework.saveView": {
    input: (ids) => ({
      mutationId: newId(),
      viewId: ids.claim,
      name: "Mine",
      filters: { status: "active" },
    }),
    ids: {},
  },
  "casework.dropView": { input: (ids) => ({ mutationId: newId(), viewId: ids.claim }), ids: {} },
};
