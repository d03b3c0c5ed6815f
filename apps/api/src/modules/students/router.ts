import { ExportFile } from "@handrail/domain/kernel/export-schema";
import { ExportStudentInput, ReportInput, StudentReport } from "@handrail/domain/students/report-schema";
import {
  Guardians,
  ExportStudentsInput,
  ListStudentsInput,
  SearchStudentsInput,
  StudentAccess,
  StudentHits,
  StudentInput,
  StudentList,
  StudentLooks,
  StudentPage,
  Thread,
  ThreadInput,
} from "@handrail/domain/students/schema";

import { router, withTool } from "../../trpc.ts";
import { exportReport } from "./export-report.ts";
import { exportStudents } from "./export-students.ts";
import { listStudents } from "./list-students.ts";
import { openStudent } from "./open-student.ts";
import { readAccess, readLooks } from "./read-access.ts";
import { readReport } from "./read-report.ts";
import { readThread } from "./read-thread.ts";
import { revealGuardians } from "./reveal-guardians.ts";
import { searchStudents } from "./search-students.ts";

export const studentsRouter = router({
  search: withTool("students")
    .input(SearchStudentsInput)
    .output(StudentHits)
    .query(({ ctx, input }) => searchStudents(ctx, input)),
  list: withTool("students")
    .input(ListStudentsInput)
    .output(StudentList)
    .query(({ ctx, input }) => listStudents(ctx, input)),
  exportList: withTool("students", "reports.export")
    .input(ExportStudentsInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportStudents(ctx, input)),
  page: withTool("students")
    .input(StudentInput)
    .output(StudentPage)
    .query(({ ctx, input }) => openStudent(ctx.scope, input)),
  thread: withTool("students")
    .input(ThreadInput)
    .output(Thread)
    .query(({ ctx, input }) => readThread(ctx.scope, input)),
  report: withTool("students")
    .input(ReportInput)
    .output(StudentReport)
    .query(({ ctx, input }) => readReport(ctx.scope, input)),
  exportReport: withTool("students", "reports.export")
    .input(ExportStudentInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportReport(ctx, input)),
  // A mutation: showing contacts writes the record of it.
  guardians: withTool("students")
    .input(StudentInput)
    .output(Guardians)
    .mutation(({ ctx, input }) => revealGuardians(ctx, input)),
  access: withTool("students")
    .input(StudentInput)
    .output(StudentAccess)
    .query(({ ctx, input }) => readAccess(ctx.scope, input)),
  looks: withTool("students", "audit.read")
    .input(StudentInput)
    .output(StudentLooks)
    .query(({ ctx, input }) => readLooks(ctx.scope, input)),
});
