import type { ExportFile } from "@handrail/domain/kernel/export-schema";
import { StudentReportExported } from "@handrail/domain/students/events";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { studentReportRows } from "@handrail/domain/students/report";
import type { ExportStudentInput } from "@handrail/domain/students/report-schema";
import type * as z from "zod/mini";

import { command, done, type CommandContext } from "../../kernel/command.ts";
import { fileOf } from "../../kernel/export-file.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { studentTies } from "./queries.ts";
import { readReport } from "./read-report.ts";

type Input = z.infer<typeof ExportStudentInput>;

/** Who took which report along. The file itself is no answer that is kept: it holds what people wrote. */
const recordExport = command({
  name: "students.exportReport",
  facts: ({ studentId }: Input) => [studentTies({ studentId })],
  decide: (tx, { studentId, format, withRestricted = false }, [[ties]]) => {
    insist(canSeeStudent(tx.actor, ties));
    if (ties === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
    const { version } = ties;
    return done(null, [
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
            after: { exported: format, withRestricted },
          },
        ],
      }),
    ]);
  },
});

/** The report of a student as a file. The student is in it by code; who took it along is recorded before it leaves. */
export const exportReport = async (context: CommandContext, input: Input): Promise<ExportFile> => {
  const { studentId, withRestricted } = input;
  const report = await readReport(context.scope, { studentId, withRestricted });
  await recordExport(context, input);
  return fileOf(`student-${report.today}`, input.format, studentReportRows(report));
};
