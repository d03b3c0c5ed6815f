import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const intervention = { interventionId: "intervention" } as const;
const program = { programId: "program" } as const;

const about = (ids: Ids) => ({ mutationId: newId(), interventionId: ids.intervention });
const ofProgram = (ids: Ids) => ({ mutationId: newId(), programId: ids.program });

const programFields = {
  name: "Phonics",
  description: "",
  interventionType: "academic",
  tier: 2,
  frequency: "weekly",
  recurrence: "FREQ=WEEKLY;BYDAY=MO,WE",
  durationMinutes: 30,
  locationType: "small_room",
  defaultFacilitatorRole: "facilitator",
  progressMetric: "score",
  higherIsBetter: true,
  measure: "Sounds read correctly",
  unit: "sounds",
  capacity: 8,
  plannedWeeks: 12,
  rootCauses: ["academic"],
  exitDefaults: [],
};

/** An input for every procedure about programs and interventions. */
export const interventionSamples: Readonly<Record<string, Sample>> = {
  "interventions.exportList": {
    input: (ids) => ({ mutationId: newId(), scope: "all", programId: ids.program, format: "csv_semicolon" }),
    ids: { programId: "program" },
  },
  "interventions.list": {
    input: (ids) => ({ scope: "all", programId: ids.program, cursor: { name: "", id: ids.intervention } }),
    ids: { programId: "program", "cursor.id": "intervention" },
  },
  "interventions.search": { input: () => ({ text: "e" }), ids: {} },
  "interventions.suggest": { input: () => ({ rootCause: "academic" }), ids: {} },
  "interventions.staff": { input: null, ids: {} },
  "interventions.get": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "interventions.studentOptions": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "interventions.readStudents": {
    input: (ids) => ({ interventionId: ids.intervention, kind: "codes", text: "KESTREL-41" }),
    ids: intervention,
  },
  "interventions.programs": {
    input: (ids) => ({ cursor: { name: "", id: ids.program } }),
    ids: { "cursor.id": "program" },
  },
  "interventions.program": { input: (ids) => ({ programId: ids.program }), ids: program },
  "interventions.create": {
    input: (ids) => ({
      ...ofProgram(ids),
      fields: {
        name: "Phonics in the morning",
        objective: "Read short words.",
        ownerStaffId: ids.user,
        startDate: "2026-09-01",
        endDate: "2026-12-18",
        capacity: 8,
        plannedSessions: 24,
        plannedMinutes: 720,
      },
      team: [{ userId: ids.user, teamRole: "lead" }],
    }),
    ids: { ...program, "fields.ownerStaffId": "user", "team.0.userId": "user" },
  },
  "interventions.change": {
    input: (ids) => ({
      ...about(ids),
      changes: { ownerStaffId: ids.user },
      seen: { ownerStaffId: ids.user },
    }),
    ids: { ...intervention, "changes.ownerStaffId": "user", "seen.ownerStaffId": "user" },
  },
  "interventions.setStatus": {
    input: (ids) => ({ ...about(ids), from: "draft", to: "active" }),
    ids: intervention,
  },
  "interventions.setTeamRole": {
    input: (ids) => ({ ...about(ids), userId: ids.user, teamRole: "observer", seen: null }),
    ids: { ...intervention, userId: "user" },
  },
  "interventions.saveGoal": {
    input: (ids) => ({
      ...about(ids),
      goal: { id: ids.claim, version: 1 },
      studentId: ids.student,
      measure: "Words a minute",
      unit: "words",
      higherIsBetter: true,
      baseline: null,
      startsOn: "2026-09-01",
      target: 90,
      targetOn: "2026-12-18",
      status: "active",
    }),
    ids: { ...intervention, "goal.id": "claim", studentId: "student" },
  },
  "interventions.enroll": {
    input: (ids) => ({
      ...about(ids),
      students: [ids.student],
      source: "manual",
      onClash: "leave_out",
      whenFull: "wait",
    }),
    ids: { ...intervention, "students.0": "student" },
  },
  "interventions.restoreEnrollment": {
    input: (ids) => ({ ...about(ids), enrollmentId: ids.enrollment, studentId: ids.student, version: 0 }),
    ids: { ...intervention, enrollmentId: "enrollment", studentId: "student" },
  },
  "interventions.endEnrollment": {
    // A version that nobody saw: it is looked for, and left as it is.
    input: (ids) => ({
      ...about(ids),
      enrollmentId: ids.enrollment,
      version: 0,
      as: "withdrawn",
      reason: "Moved away.",
    }),
    ids: { ...intervention, enrollmentId: "enrollment" },
  },
  "interventions.leaveWaitingList": {
    input: (ids) => ({ ...about(ids), studentId: ids.student }),
    ids: { ...intervention, studentId: "student" },
  },
  "interventions.exportReport": { input: about, ids: intervention },
  "interventions.createProgram": { input: () => ({ mutationId: newId(), fields: programFields }), ids: {} },
  "interventions.changeProgram": {
    input: (ids) => ({ ...ofProgram(ids), changes: { tier: 2 }, seen: { tier: 2 } }),
    ids: program,
  },
  "interventions.draftNextVersion": { input: ofProgram, ids: program },
  "interventions.publishProgram": { input: ofProgram, ids: program },
  "interventions.retireProgram": { input: ofProgram, ids: program },
};
