import { has } from "@handrail/domain/kernel/actor";
import { canSeeStudent } from "@handrail/domain/students/policy";
import type { ReportInput, StudentReport } from "@handrail/domain/students/report-schema";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { studentCaseRows, studentEntryRows } from "../casework/student-cases.ts";
import { studentTies } from "./queries.ts";
import { reportCases } from "./report-cases.ts";
import { reportContacts, reportHead, reportLines } from "./report-rows.ts";

/** What support a student had and has, and what came of it: interventions, cases with their meetings, calls and talks. */
export const readReport = async (scope: Scope, input: z.infer<typeof ReportInput>): Promise<StudentReport> => {
  const asked = { studentId: input.studentId };
  const { actor, rows } = await read(
    scope,
    studentTies(asked),
    reportHead(asked),
    reportLines(asked),
    studentCaseRows(asked),
    studentEntryRows(asked),
    reportContacts(asked),
  );
  const [[ties], [head], lines, foundCases, entries, contacts] = rows;
  insist(canSeeStudent(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
  const { today, interventions, zone, school, by, ...student } = head;
  return {
    school,
    by,
    student,
    today,
    interventions: [...lines],
    ...reportCases(foundCases, entries, { actor, zone, withRestricted: input.withRestricted ?? false }),
    contacts: [...contacts],
    hidden: interventions - lines.length,
    mayExport: has(actor, "reports.export"),
  };
};
