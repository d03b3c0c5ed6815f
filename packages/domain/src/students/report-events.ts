import { causeWords } from "../casework/rules.ts";
import { contactKindWords, contactOutcomeWords } from "../communications/contact-rules.ts";
import type { CsvValue } from "../kernel/csv.ts";
import type { ReportCase, StudentReport } from "./report-schema.ts";

/** Columns of what is no intervention: cases, their meetings and updates, calls and talks with the family. */
export const eventHead = [
  "Date",
  "By",
  "Root cause",
  "Urgency",
  "Case status",
  "Follow-up",
  "Restricted",
  "What the student said",
  "What was noticed",
  "Plan",
  "Update or note",
  "Closed on",
  "Why it was closed",
  "With whom",
  "What came of it",
  "Next step",
  "Next step on",
] as const;

type Column = (typeof eventHead)[number];
type Cells = { readonly [C in Column]?: CsvValue };

const cellsOf = (cells: Cells): readonly CsvValue[] => eventHead.map((column) => cells[column] ?? null);

const entryNames = { meeting: "Meeting", update: "Update", status: "Status change" } as const;

const rowsOfCase = (one: ReportCase): { record: string; cells: readonly CsvValue[] }[] => [
  {
    record: "Case",
    cells: cellsOf({
      Date: one.openedOn,
      By: one.openedBy,
      "Root cause": causeWords[one.rootCause],
      Urgency: one.urgency,
      "Case status": one.status,
      "Follow-up": one.followUpDate,
      "Closed on": one.closedOn,
      "Why it was closed": one.resolutionNotes,
    }),
  },
  ...one.entries.map((entry) => ({
    record: entryNames[entry.kind],
    cells: cellsOf({
      Date: entry.on,
      By: entry.by,
      "Root cause": causeWords[one.rootCause],
      "Case status": entry.statusTo,
      Restricted: entry.isRestricted ? "yes" : null,
      "What the student said": entry.absenceReason,
      "What was noticed": entry.interventionNotes,
      Plan: entry.actionPlan,
      "Update or note": entry.updateText,
    }),
  })),
];

/** What happened beside interventions, as rows that follow each other by case. */
export const eventRows = ({ cases, contacts }: Pick<StudentReport, "cases" | "contacts">) => [
  ...cases.flatMap(rowsOfCase),
  ...contacts.map((one) => ({
    record: contactKindWords[one.kind],
    cells: cellsOf({
      Date: one.contactedOn,
      By: one.by,
      "Update or note": one.note === "" ? null : one.note,
      "With whom": one.relationship,
      "What came of it": contactOutcomeWords[one.outcome],
      "Next step": one.nextStep?.what ?? null,
      "Next step on": one.nextStep?.on ?? null,
    }),
  })),
];
