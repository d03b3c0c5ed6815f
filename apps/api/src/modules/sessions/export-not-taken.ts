import type { ExportFile } from "@handrail/domain/kernel/export-schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { clockIn, twoDigits } from "@handrail/domain/kernel/zone-clock";
import type { ExportNotTakenInput, NotTaken } from "@handrail/domain/sessions/change-schema";
import type * as z from "zod/mini";

import { allPages, exportList, type ExportContext } from "../privacy/export-list.ts";
import { notTaken } from "./not-taken.ts";

const clockTime = (zone: string, at: string): string => {
  const { hour, minute } = clockIn(zone, Date.parse(at));
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
};

/** The list of rosters that were not taken as a file. No student is in it. */
export const exportNotTaken = async (
  context: ExportContext,
  { mutationId, format, scope }: z.infer<typeof ExportNotTakenInput>,
): Promise<ExportFile> => {
  const now = new Date().toISOString();
  return exportList(context, {
    list: "sessions_not_taken",
    mutationId,
    format,
    filter: { scope },
    rows: await allPages((after: NotTaken["next"]) =>
      notTaken(context.scope, { scope, ...(after === null ? {} : { cursor: after }) }, now),
    ),
    idOf: ({ id }) => id,
    head: ["Session", "Day", "From", "To", "Place", "Facilitator", "Expected", "Without a mark"],
    cells: (row, { zone }) => [
      row.title,
      dayIn(zone, row.startsAt),
      clockTime(zone, row.startsAt),
      clockTime(zone, row.endsAt),
      row.location,
      row.facilitator,
      row.expected,
      row.unmarked,
    ],
  });
};
