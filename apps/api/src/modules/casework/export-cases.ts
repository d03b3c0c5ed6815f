import type { CaseRow, ExportCasesInput } from "@handrail/domain/casework/case-schema";
import { causeWords } from "@handrail/domain/casework/rules";
import type { ExportFile } from "@handrail/domain/kernel/export-schema";
import { dayIn } from "@handrail/domain/kernel/time";

import { allPages, exportList, type ExportContext } from "../privacy/export-list.ts";
import { listCases } from "./list-cases.ts";

/** The list of cases as a file, by the filter and in the order on view. What was said in them is not in it. */
export const exportCases = async (
  context: ExportContext,
  { mutationId, format, withNames = false, ...filter }: ExportCasesInput,
): Promise<ExportFile> => {
  const { studentIds, ...chosen } = filter;
  return exportList<CaseRow>(context, {
    list: "cases",
    mutationId,
    format,
    filter: { ...chosen, isSearched: studentIds !== undefined },
    rows: await allPages(async (after: string | null) => {
      const page = await listCases(context.scope, {
        ...filter,
        limit: 100,
        ...(after === null ? {} : { cursor: after }),
      });
      return { rows: page.cases, next: page.next };
    }),
    idOf: ({ id }) => id,
    ...(withNames ? { studentOf: ({ studentId }) => studentId } : {}),
    head: [
      "Code",
      ...(withNames ? ["Name"] : []),
      "Grade",
      "Root cause",
      "Urgency",
      "Status",
      "Follow-up",
      "Days overdue",
      "Last contact",
      "Meetings",
      "Opened on",
      "Opened by",
      "Escalated to",
    ],
    cells: (row, { name, zone }) => [
      row.displayCode,
      ...(withNames ? [name] : []),
      row.gradeLevel,
      causeWords[row.rootCause],
      row.urgency,
      row.status,
      row.followUpDate,
      row.overdueDays,
      row.lastContactOn,
      row.meetings,
      dayIn(zone, row.openedAt),
      row.opener.name,
      row.escalatedTo?.name ?? null,
    ],
  });
};
