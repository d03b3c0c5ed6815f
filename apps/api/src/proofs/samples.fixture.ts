import { v7 as newId } from "uuid";

import { demoPassword } from "../testing/world.ts";
import type { Ids, Sample } from "./sample-shape.fixture.ts";
import { caseworkSamples } from "./samples-casework.fixture.ts";
import { communicationSamples } from "./samples-communications.fixture.ts";
import { interventionSamples } from "./samples-interventions.fixture.ts";
import { jobSamples } from "./samples-jobs.fixture.ts";
import { progressSamples } from "./samples-progress.fixture.ts";
import { sessionSamples } from "./samples-sessions.fixture.ts";
import { studentSamples } from "./samples-students.fixture.ts";

export type { Ids, Sample };

const session = { sessionId: "session" } as const;
const both = { sessionId: "session", studentId: "student" } as const;
const none: Sample = { input: null, ids: {} };
const password = "not the password";

/** An input for every procedure. One that is missing here fails the walk: nothing goes live uncovered. */
export const samples: Readonly<Record<string, Sample>> = {
  "access.signIn": {
    // The right password: only the school is wrong.
    input: ({ tenant }) => ({ email: "okafor@alder.example", password: demoPassword, tenantId: tenant }),
    ids: { tenantId: "tenant" },
    isAboutSignIn: true,
  },
  "access.signInCode": { input: () => ({ challenge: "x".repeat(43), code: "000000" }), ids: {}, isAboutSignIn: true },
  "access.signOut": { ...none, isAboutSignIn: true },
  "access.me": none,
  "access.signIns": none,
  "access.endSignIn": { input: ({ signIn }) => ({ id: signIn }), ids: { id: "signIn" } },
  "access.endOtherSignIns": { ...none, isAboutSignIn: true },
  "access.changePassword": {
    input: () => ({ current: password, next: "a much longer password" }),
    ids: {},
    isAboutSignIn: true,
  },
  "access.startCode": { input: () => ({ password }), ids: {}, isAboutSignIn: true },
  "access.confirmCode": { input: () => ({ code: "000000" }), ids: {}, isAboutSignIn: true },
  "access.removeCode": { input: () => ({ password }), ids: {}, isAboutSignIn: true },
  "access.newBackupCodes": { input: () => ({ password }), ids: {}, isAboutSignIn: true },
  "access.setPreferences": {
    input: () => ({ mutationId: newId(), preferences: { shortcuts: "lists" } }),
    ids: {},
  },
  "access.apiTokens": none,
  "access.makeApiToken": {
    input: () => ({ password, name: "Reports", scopes: ["account"], days: 7 }),
    ids: {},
    isAboutSignIn: true,
  },
  "access.endApiToken": { input: ({ claim }) => ({ id: claim }), ids: { id: "claim" } },
  "access.deviceKeys": none,
  "access.deviceLock": none,
  "access.setPin": { input: () => ({ pin: "0000", password }), ids: {}, isAboutSignIn: true },
  "access.shareDevice": { input: () => ({ lockAfterMinutes: null }), ids: {}, isAboutSignIn: true },
  "access.lock": { ...none, isAboutSignIn: true },
  "access.unlock": { input: () => ({ pin: "0000" }), ids: {}, isAboutSignIn: true },
  "sessions.day": { input: () => ({ scope: "school" }), ids: {} },
  "sessions.finish": { input: (ids) => ({ mutationId: newId(), sessionId: ids.session }), ids: session },
  "sessions.reopen": { input: (ids) => ({ mutationId: newId(), sessionId: ids.session }), ids: session },
  "attendance.roster": { input: (ids) => ({ sessionId: ids.session }), ids: session },
  "attendance.history": { input: (ids) => ({ sessionId: ids.session, studentId: ids.student }), ids: both },
  "attendance.guestOptions": { input: (ids) => ({ sessionId: ids.session }), ids: session },
  "attendance.record": {
    input: (ids) => ({
      mutationId: newId(),
      sessionId: ids.session,
      marks: [{ studentId: ids.student, status: "present", baseVersion: 1 }],
      afterFinish: true,
    }),
    ids: { sessionId: "session", "marks.0.studentId": "student" },
  },
  "attendance.keep": {
    input: (ids) => ({
      mutationId: newId(),
      sessionId: ids.session,
      studentId: ids.student,
      keep: ids.claim,
      baseVersion: 1,
    }),
    ids: { ...both, keep: "claim" },
  },
  "attendance.addGuest": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, studentId: ids.student }),
    ids: both,
  },
  "attendance.setExpectation": {
    input: (ids) => ({
      mutationId: newId(),
      sessionId: ids.session,
      studentId: ids.student,
      expected: true,
      baseVersion: 1,
    }),
    ids: both,
  },
  "privacy.revealNames": { input: (ids) => ({ sessionId: ids.session, purpose: "roster" }), ids: session },
  "privacy.revealStudents": {
    input: (ids) => ({ purpose: "intervention", studentIds: [ids.student] }),
    ids: { "studentIds.0": "student", interventionId: "intervention" },
  },
  "today.read": { input: () => ({ scope: "school" }), ids: {} },
  "today.answerHint": {
    input: (ids) => ({
      mutationId: newId(),
      rule: "absent_without_meeting",
      subjectKind: "student",
      subjectId: ids.student,
      studentId: ids.student,
      answer: "snoozed",
    }),
    ids: { subjectId: "student", studentId: "student" },
  },
  "notifications.inbox": { input: () => ({ tab: "all" }), ids: { "after.id": "claim" } },
  "notifications.count": none,
  "notifications.settle": {
    input: (ids) => ({ mutationId: newId(), notificationId: ids.claim, as: "done" }),
    ids: { notificationId: "claim" },
  },
  "notifications.snooze": {
    input: (ids) => ({ mutationId: newId(), notificationId: ids.claim, until: "2199-01-01" }),
    ids: { notificationId: "claim" },
  },
  ...caseworkSamples,
  ...interventionSamples,
  ...sessionSamples,
  ...progressSamples,
  ...communicationSamples,
  ...jobSamples,
  ...studentSamples,
};
