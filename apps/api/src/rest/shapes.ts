import type { Case, CaseEntry, CaseRow, StudentCases } from "@handrail/domain/casework/case-schema";
import type { z } from "@hono/zod-openapi";

import type { FurtherMeeting, Meeting, MeetingDetails, ProgressUpdate, StudentHistory } from "./schemas.ts";

type Opening = Pick<CaseEntry, "meetingDate" | "absenceReason" | "interventionNotes" | "actionPlan"> | undefined;

/** A case with its opening meeting, as the REST door knows it. */
export const meetingOf = (row: CaseRow, opening: Opening): z.infer<typeof Meeting> => ({
  id: row.id,
  student: row.studentId,
  student_code: row.displayCode,
  meeting_date: opening?.meetingDate ?? null,
  absence_reason: opening?.absenceReason ?? null,
  root_cause: row.rootCause,
  intervention_notes: opening?.interventionNotes ?? null,
  action_plan: opening?.actionPlan ?? null,
  follow_up_date: row.followUpDate,
  urgency_level: row.urgency,
  status: row.status,
  is_overdue: row.overdueDays !== null,
  meetings: row.meetings,
  created_by: row.opener,
  created_at: row.openedAt,
  updated_at: row.updatedAt,
  version: row.version,
});

export const updateOf = (entry: CaseEntry): z.infer<typeof ProgressUpdate> => ({
  id: entry.id,
  meeting: entry.caseId,
  // Empty: the case moved on without words.
  update_text: entry.updateText ?? "",
  status_from: entry.statusFrom,
  status_to: entry.statusTo,
  created_by: entry.by,
  created_at: entry.at,
});

/** A meeting after the first one, or none where the entry is something else. */
export const furtherOf = (entry: CaseEntry): z.infer<typeof FurtherMeeting>[] =>
  entry.kind !== "meeting" || entry.meetingDate === null
    ? []
    : [
        {
          id: entry.id,
          meeting: entry.caseId,
          meeting_date: entry.meetingDate,
          absence_reason: entry.absenceReason,
          intervention_notes: entry.interventionNotes,
          action_plan: entry.actionPlan,
          follow_up_date: entry.followUpDate,
          created_by: entry.by,
          created_at: entry.at,
        },
      ];

/** The meeting that a case was opened with, if the reader may know of it. */
const openingOf = (entries: readonly CaseEntry[]): CaseEntry | undefined =>
  entries.find((entry) => entry.kind === "meeting" && entry.withdrawn === null);

const detailsOf = (
  row: CaseRow & { resolutionNotes: string | null },
  entries: readonly CaseEntry[],
): z.infer<typeof MeetingDetails> => {
  const opening = openingOf(entries);
  const later = entries.filter((entry) => entry !== opening && entry.withdrawn === null);
  return {
    ...meetingOf(row, opening),
    resolution_notes: row.resolutionNotes,
    further_meetings: later.flatMap(furtherOf),
    progress_updates: later.filter(({ kind }) => kind !== "meeting").map(updateOf),
  };
};

export const detailsOfCase = ({ case: row, entries }: Case): z.infer<typeof MeetingDetails> => detailsOf(row, entries);

export const historyOf = (student: StudentCases): z.infer<typeof StudentHistory> => ({
  student: student.studentId,
  student_code: student.displayCode,
  total_meetings: student.meetings,
  is_recurring: student.isRecurring,
  without_improvement: student.withoutImprovement,
  results: student.cases.map((row) =>
    detailsOf(
      // How a case was resolved is said with the case itself.
      { ...row, resolutionNotes: null },
      student.entries.filter(({ caseId }) => caseId === row.id).toSorted((a, b) => a.number - b.number),
    ),
  ),
});
