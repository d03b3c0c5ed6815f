import { csvOf } from "@handrail/domain/kernel/csv";
import { StudentReportExported } from "@handrail/domain/students/events";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { studentReportRows } from "@handrail/domain/students/report";
import type { ExportStudentInput } from "@handrail/domain/students/report-schema";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { studentTies } from "./queries.ts";
import { reportHead, reportLines } from "./report-rows.ts";

/** The report of a student as a file. The student is in it by code; who took it along is recorded. */
export const exportReport = command({
  name: "students.exportReport",
  facts: (input: z.infer<typeof ExportStudentInput>) => [studentTies(input), reportHead(input), reportLines(input)],
  decide: (tx, { studentId }, [[ties], [student], interventions]) => {
    insist(canSeeStudent(tx.actor, ties));
    if (ties === undefined || student === undefined)
      throw no("NOT_FOUND", "This student does not exist, or you have no access to it.");
    const { version } = ties;
    const text = csvOf(studentReportRows({ student, interventions }));
    return done({ fileName: `student-${student.today}.csv`, text }, [
      emit(StudentReportExported, {
        aggregateId: studentId,
        version,
        payload: { studentId, version, by: tx.actor.userId },
        audit: [
          {
            entityType: "student",
            entityId: studentId,
            subjectId: studentId,
            before: null,
            after: { exported: "csv", interventions: interventions.length },
          },
        ],
      }),
    ]);
  },
});
