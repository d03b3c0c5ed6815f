import type { ExportFile } from "@handrail/domain/kernel/export-schema";
import type { ExportStudentsInput, StudentList } from "@handrail/domain/students/schema";
import type * as z from "zod/mini";

import { allPages, exportList, type ExportContext } from "../privacy/export-list.ts";
import { listStudents } from "./list-students.ts";

/** The list of students as a file, by the filter on view. */
export const exportStudents = async (
  context: ExportContext,
  { mutationId, format, withNames = false, ...filter }: z.infer<typeof ExportStudentsInput>,
): Promise<ExportFile> => {
  const { query, ...chosen } = filter;
  return exportList<StudentList["rows"][number]>(context, {
    list: "students",
    mutationId,
    format,
    filter: { ...chosen, isSearched: query !== undefined },
    rows: await allPages((after: string | null) =>
      listStudents(context, { ...filter, limit: 100, ...(after === null ? {} : { after }) }),
    ),
    idOf: ({ studentId }) => studentId,
    ...(withNames ? { studentOf: ({ studentId }) => studentId } : {}),
    head: [
      "Code",
      ...(withNames ? ["Name"] : []),
      "Grade",
      "Tier",
      "Status",
      "Sessions attended in 30 days",
      "Sessions marked in 30 days",
      "Interventions",
      "Open cases",
    ],
    cells: (row, { name }) => [
      row.displayCode,
      ...(withNames ? [name] : []),
      row.gradeLevel,
      row.tier,
      row.status,
      row.attended,
      row.marked,
      row.interventions,
      row.cases,
    ],
  });
};
