import { createHash } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import { afterAll, beforeAll, expect, it } from "vitest";

import { rosterClashes, rosterPeople, rowHistory } from "../modules/attendance/queries.ts";
import { rosterRows, rowsOfStudents } from "../modules/attendance/rows.ts";
import { clashesOfStudent } from "../modules/sessions/book-student.ts";
import { sessionForChange, sessionHead, sessionsOfDayRows, sessionTies } from "../modules/sessions/queries.ts";
import { listRows, visibleCount } from "../modules/students/list-students.ts";
import {
  pageDays,
  pageFollowUps,
  pageGuardians,
  pageHead,
  pageInterventions,
  pageNow,
  pageStaff,
  pageWeeks,
} from "../modules/students/page-facts.ts";
import { studentTies } from "../modules/students/queries.ts";
import { lookRows, whyRows } from "../modules/students/read-access.ts";
import { threadRows } from "../modules/students/read-thread.ts";
import { reportHead, reportLines } from "../modules/students/report-rows.ts";
import { hitRows } from "../modules/students/search-students.ts";
import { startWorld, type World } from "../testing/world.ts";
import { caseworkLists } from "./plans-casework.fixture.ts";
import { communicationLists } from "./plans-communications.fixture.ts";
import { interventionLists } from "./plans-interventions.fixture.ts";
import { progressLists } from "./plans-progress.fixture.ts";
import { sessionLists } from "./plans-sessions.fixture.ts";
import { todayLists } from "./plans-today.fixture.ts";

/** Tables that grow with the years: a list may never walk one of them whole. */
const growing = new Set([
  "attendance_records",
  "attendance_rollups",
  "audit_logs",
  "bookings",
  "case_actions",
  "case_entries",
  "case_escalations",
  "case_student_counters",
  "case_team",
  "cases",
  "communication_log",
  "consents",
  "digests",
  "enrollments",
  "exit_recommendations",
  "hint_answers",
  "intervention_goals",
  "interventions",
  "notification_events",
  "notifications",
  "jobs",
  "messages",
  "progress_notes",
  "reveal_subjects",
  "reveals",
  "sessions",
  "student_guardians",
  "student_staff",
  "students",
  "waiting_list",
]);

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

const wholeWalks = (plan: Plan): string[] => [
  ...(plan["Node Type"] === "Seq Scan" && growing.has(plan["Relation Name"] ?? "")
    ? [plan["Relation Name"] ?? ""]
    : []),
  ...(plan.Plans ?? []).flatMap(wholeWalks),
];

let world: World;
let pool: Pool;
let tokenHash: Buffer;
beforeAll(async () => {
  world = await startWorld();
  const { cookie } = await world.signIn("reyes@alder.example");
  tokenHash = createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();
  pool = openPool({ url: world.database.urls.api, name: "plans", max: 1 });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

const session = { sessionId: demoIds.session("alder", "reading-boost", "today") };
const student = demoIds.student("alder", 0);
const ofStudent = { studentId: student };

const aboutStudents: readonly (readonly [string, { text: string; params: unknown[] }])[] = [
  [
    "the list of students",
    {
      text: listRows.text,
      params: listRows.params({
        grade: "5",
        tier: 2,
        status: "active",
        unsupported: false,
        prefix: "KES",
        named: `{${student}}`,
        after: "",
        limit: 51,
      }),
    },
  ],
  ["the number of students one may see", { text: visibleCount.text, params: visibleCount.params({}) }],
  [
    "the students a search finds",
    { text: hitRows.text, params: hitRows.params({ prefix: "KES", named: `{${student}}`, limit: 8 }) },
  ],
  [
    "a student's thread",
    {
      text: threadRows.text,
      params: threadRows.params({
        studentId: student,
        lanes: "{attendance,interventions,progress,cases,messages}",
        beforeAt: new Date().toISOString(),
        beforeId: student,
        until: null,
        limit: 101,
      }),
    },
  ],
  ...(
    [
      ["a student's ties", studentTies],
      ["a student's head", pageHead],
      ["a student's staff", pageStaff],
      ["a student's guardians", pageGuardians],
      ["where a student is now", pageNow],
      ["a student's days", pageDays],
      ["a student's weeks", pageWeeks],
      ["a student's interventions", pageInterventions],
      ["a student's follow-ups", pageFollowUps],
      ["the head of a student's report", reportHead],
      ["the lines of a student's report", reportLines],
      ["who can see a student", whyRows],
      ["who has seen a student's name", lookRows],
    ] as const
  ).map(([name, { text, params }]) => [name, { text, params: params(ofStudent) }] as const),
];

const lists: readonly (readonly [string, { text: string; params: unknown[] }])[] = [
  ["the roster's head", { text: sessionHead.text, params: sessionHead.params(session) }],
  ["the roster's rows", { text: rosterRows.text, params: rosterRows.params(session) }],
  ["the roster's people", { text: rosterPeople.text, params: rosterPeople.params(session) }],
  ["the roster's clashes", { text: rosterClashes.text, params: rosterClashes.params(session) }],
  ["a row's history", { text: rowHistory.text, params: rowHistory.params({ ...session, studentId: student }) }],
  [
    "the day, whole school",
    {
      text: sessionsOfDayRows.text,
      params: sessionsOfDayRows.params({ day: null, now: new Date().toISOString(), mine: false }),
    },
  ],
  [
    "the day, mine",
    {
      text: sessionsOfDayRows.text,
      params: sessionsOfDayRows.params({ day: null, now: new Date().toISOString(), mine: true }),
    },
  ],
  ["a session's ties", { text: sessionTies.text, params: sessionTies.params(session) }],
  ["a session for change", { text: sessionForChange.text, params: sessionForChange.params(session) }],
  [
    "rows for change",
    { text: rowsOfStudents.text, params: rowsOfStudents.params({ ...session, studentIds: `{${student}}` }) },
  ],
  [
    "a student's clashes",
    { text: clashesOfStudent.text, params: clashesOfStudent.params({ ...session, studentId: student }) },
  ],
];

it.each([
  ...lists,
  ...caseworkLists,
  ...communicationLists,
  ...interventionLists,
  ...sessionLists,
  ...progressLists,
  ...todayLists,
  ...aboutStudents,
])("%s is found by index", async (_name, { text, params }) => {
  const plan = await pool.begin(async (tx) => {
    await tx`select * from app.begin(${tokenHash})`;
    // The demo is small enough for whole walks to be cheap: what counts is whether an index can do it at all.
    await tx`set local enable_seqscan = off`;
    const [row] = await tx.unsafe(`explain (format json) ${text}`, params as never[]);
    const found: unknown = row?.["QUERY PLAN"];
    return (typeof found === "string" ? JSON.parse(found) : found) as [{ Plan: Plan }];
  });
  expect(wholeWalks(plan[0].Plan)).toEqual([]);
});
