import type { ExportInterventionsInput, InterventionRow } from "@handrail/domain/interventions/intervention-schema";
import type { ExportFile } from "@handrail/domain/kernel/export-schema";

import { allPages, exportList, type ExportContext } from "../privacy/export-list.ts";
import { interventions } from "./list-interventions.ts";

type Next = { readonly name: string; readonly id: InterventionRow["id"] };

/** The list of interventions as a file, by the filter on view. No student is in it. */
export const exportInterventions = async (
  context: ExportContext,
  { mutationId, format, ...filter }: ExportInterventionsInput,
): Promise<ExportFile> => {
  const { text, ...chosen } = filter;
  return exportList(context, {
    list: "interventions",
    mutationId,
    format,
    filter: { ...chosen, isSearched: text !== undefined },
    rows: await allPages((after: Next | null) =>
      interventions(context.scope, { ...filter, ...(after === null ? {} : { cursor: after }) }),
    ),
    idOf: ({ id }) => id,
    head: [
      "Intervention",
      "Status",
      "Program",
      "Version",
      "Kind",
      "Tier",
      "Owner",
      "Starts on",
      "Ends on",
      "Students",
      "Waiting",
      "Capacity",
      "Sessions held",
      "Sessions planned",
      "Minutes received",
      "Minutes planned so far",
      "Last point on",
      "Students judged",
      "Below aim",
      "Undelivered",
    ],
    cells: (row) => [
      row.name,
      row.status,
      row.program.name,
      row.program.version,
      row.type,
      row.tier,
      row.owner.name,
      row.startDate,
      row.endDate,
      row.students,
      row.waiting,
      row.capacity,
      row.sessionsHeld,
      row.sessionsPlanned,
      row.minutesReceived,
      row.minutesPlanned,
      row.lastPointOn,
      row.verdicts.judged,
      row.verdicts.below,
      row.verdicts.undelivered,
    ],
  });
};
