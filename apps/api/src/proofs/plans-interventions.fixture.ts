import { demoIds } from "@handrail/db/seed/ids";

import { clashesOfStudents, placesTaken, studentsToEnroll } from "../modules/interventions/enroll-facts.ts";
import { futureSessions } from "../modules/interventions/future-sessions.ts";
import { listRows, searchRows } from "../modules/interventions/list-rows.ts";
import { enrollmentRows, goalRows, interventionCounts, waitingRows } from "../modules/interventions/page-rows.ts";
import { interventionForChange } from "../modules/interventions/queries.ts";
import { endedEnrollment, rowsToCome } from "../modules/interventions/restore-enrollment.ts";
import { optionRows, studentsOfList } from "../modules/interventions/student-rows.ts";

const student = demoIds.student("alder", 0);
const intervention = { interventionId: demoIds.intervention("alder", "reading-boost") };
const chosen = { ...intervention, studentIds: `{${student}}` };
const everyone = {
  mine: false,
  text: null,
  status: null,
  type: null,
  tier: null,
  programId: null,
  afterName: null,
  afterId: null,
  most: 26,
};

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): { text: string; params: unknown[] } => ({ text: found.text, params: found.params(values) });

/** What the pages and the commands of interventions ask for. */
export const interventionLists: readonly (readonly [string, { text: string; params: unknown[] }])[] = [
  ["interventions, whole school", of(listRows, everyone)],
  ["interventions, mine", of(listRows, { ...everyone, mine: true, afterName: "M", afterId: student })],
  ["interventions by name", of(searchRows, { text: "read", mine: true })],
  ["an intervention for change", of(interventionForChange, intervention)],
  ["an intervention's counts", of(interventionCounts, intervention)],
  ["an intervention's goals", of(goalRows, intervention)],
  ["an intervention's enrolments", of(enrollmentRows, intervention)],
  ["who waits", of(waitingRows, intervention)],
  ["sessions to come", of(futureSessions, intervention)],
  ["places taken", of(placesTaken, intervention)],
  ["students to enrol", of(studentsToEnroll, chosen)],
  ["clashes of students", of(clashesOfStudents, chosen)],
  [
    "students who could be enrolled",
    of(optionRows, { ...intervention, text: null, named: "{}", grade: "7", tier: null, suggested: false }),
  ],
  [
    "students whom the program speaks for, by name",
    of(optionRows, { ...intervention, text: "ob", named: `{${student}}`, grade: null, tier: null, suggested: true }),
  ],
  ["an enrolment that ended", of(endedEnrollment, { ...intervention, enrollmentId: student })],
  ["a student's rows to come", of(rowsToCome, { ...intervention, enrollmentId: student, studentId: student })],
  ["students by code", of(studentsOfList, { ...intervention, codes: '["KESTREL-41"]', named: "{}" })],
];
