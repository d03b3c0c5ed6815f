import { demoIds } from "@handrail/db/seed/ids";
import { idOf } from "@handrail/db/seed/rows";
import { ListCasesInput, RecurringInput } from "@handrail/domain/casework/case-schema";
import { v7 as newId } from "uuid";

import { countRows, hiddenMeetings, overdueCount, recurringQuery } from "../modules/casework/case-counts.ts";
import {
  activeCaseForChange,
  activeCaseWork,
  activeOfStudent,
  caseForChange,
  caseWork,
  entryForChange,
  meetingsForChange,
  studentForCase,
} from "../modules/casework/case-facts.ts";
import { caseListQuery } from "../modules/casework/list-cases.ts";
import { openingRows } from "../modules/casework/openings.ts";
import { caseTies } from "../modules/casework/queries.ts";
import {
  caseActionRows,
  caseEntryRows,
  caseEscalationRows,
  caseHead,
  caseTeamRows,
} from "../modules/casework/read-case.ts";
import { activeRows, searchQuery, searchRows } from "../modules/casework/recorder.ts";
import { studentCaseRows, studentEntryRows } from "../modules/casework/student-cases.ts";

type Query = readonly [string, { text: string; params: unknown[] }];

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): Query[1] => ({ text: found.text, params: found.params(values) });

const student = { studentId: demoIds.student("alder", 52) };
const oneCase = { caseId: idOf("alder case back-family") };
const cause = { ...student, rootCause: "family" };
const cursor = Buffer.from(`2026-01-01~${newId()}`).toString("base64url");
const tierCursor = Buffer.from(`2~2026-01-01~${newId()}`).toString("base64url");
const countCursor = Buffer.from(`3~${newId()}`).toString("base64url");

const lists = [
  {},
  { scope: "mine" },
  { status: "active" },
  { status: "active", cursor },
  { status: "monitoring", urgency: "high" },
  { urgency: "high" },
  { rootCause: "family", scope: "mine" },
  { due: "overdue" },
  { due: "week", scope: "mine", cursor },
  student,
  { status: "active", sort: "attention" },
  { status: "active", sort: "attention", cursor: tierCursor },
  { sort: "attention", scope: "mine" },
  { status: "active", sort: "followUp" },
  { status: "active", sort: "status" },
  { status: "active", sort: "urgency", cursor: tierCursor },
  { sort: "attention", studentIds: [student.studentId] },
].map((input): Query => {
  const { statement, values } = caseListQuery(ListCasesInput.parse(input));
  return [`cases ${JSON.stringify(input)}`, of(statement, values)];
});

const recurring = [{}, { scope: "mine" }, { withoutImprovement: true, cursor: countCursor }].map((input): Query => {
  const { statement, values } = recurringQuery(RecurringInput.parse(input));
  return [`recurring ${JSON.stringify(input)}`, of(statement, values)];
});

/** What the pages and the commands of casework ask for. */
export const caseworkLists: readonly Query[] = [
  ...lists,
  ...recurring,
  ["the numbers of cases", of(countRows.all, {})],
  ["what is overdue", of(overdueCount.all, {})],
  ["meetings that are restricted", of(hiddenMeetings, {})],
  ["a case's ties", of(caseTies, oneCase)],
  ["a case's head", of(caseHead, oneCase)],
  ["a case's entries", of(caseEntryRows, oneCase)],
  ["a case's actions", of(caseActionRows, oneCase)],
  ["a case's escalations", of(caseEscalationRows, oneCase)],
  ["a case's team", of(caseTeamRows, oneCase)],
  ["a student's cases", of(studentCaseRows, student)],
  ["a student's entries", of(studentEntryRows, student)],
  ["a student's active cases", of(activeRows, student)],
  ["opening meetings", of(openingRows, { caseIds: `{${oneCase.caseId}}` })],
  ["cases by code", of(searchRows, searchQuery({ query: "KESTREL", studentIds: [] }))],
  ["cases by cause", of(searchRows, searchQuery({ query: "family", studentIds: [] }))],
  ["a case for change", of(caseForChange, oneCase)],
  ["a case's work", of(caseWork, oneCase)],
  ["an entry for change", of(entryForChange, { ...oneCase, entryId: idOf("alder case back-family entry 0") })],
  ["the meetings of a case for change", of(meetingsForChange, oneCase)],
  ["the other active cases", of(activeOfStudent, oneCase)],
  ["the student of a new case", of(studentForCase, student)],
  ["the active case for change", of(activeCaseForChange, cause)],
  ["the active case's work", of(activeCaseWork, cause)],
];
