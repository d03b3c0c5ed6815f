import * as z from "zod/mini";

import { CaseEntryKind, CaseStatus, RootCause, Urgency } from "../casework/schema.ts";
import { ContactLine } from "../communications/contact-schema.ts";
import { EnrollmentSource, EnrollmentStatus, InterventionStatus } from "../interventions/schema.ts";
import { exportFormat } from "../kernel/export-schema.ts";
import { CaseId, InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { Day } from "../kernel/time.ts";
import { DecisionOutcome, VerdictFinding } from "../progress/schema.ts";
import { StudentStatus } from "./schema.ts";

const Enrolled = z.object({
  status: EnrollmentStatus,
  source: EnrollmentSource,
  since: Day,
  until: z.nullable(Day),
  reason: z.nullable(z.string()),
});

/** One intervention in which the student takes or took part; the numbers are over all of it, however often they came back. */
const ReportLine = z.object({
  interventionId: InterventionId,
  name: z.string(),
  status: InterventionStatus,
  program: z.string(),
  programVersion: z.number(),
  ownerName: z.string(),
  startDate: Day,
  endDate: z.nullable(Day),
  /** As planned at the start, of sessions so far at which they were expected, and of those held. */
  sessionsPlanned: z.number(),
  sessionsDue: z.number(),
  sessionsHeld: z.number(),
  present: z.number(),
  tardy: z.number(),
  absent: z.number(),
  excused: z.number(),
  minutesReceived: z.number(),
  minutesPlanned: z.number(),
  /** The latest first. */
  enrollments: z.array(Enrolled),
  goal: z.nullable(
    z.object({
      measure: z.string(),
      unit: z.string(),
      baseline: z.nullable(z.number()),
      target: z.number(),
      targetOn: Day,
    }),
  ),
  verdict: z.nullable(
    z.object({
      outcome: DecisionOutcome,
      finding: VerdictFinding,
      sentence: z.string(),
      isUndelivered: z.boolean(),
    }),
  ),
  unit: z.string(),
  /** The latest ones, earliest of them first. */
  points: z.array(z.object({ on: Day, value: z.number() })),
  decisions: z.array(
    z.object({
      on: Day,
      outcome: DecisionOutcome,
      decision: z.enum(["accepted", "declined"]),
      by: z.string(),
      reason: z.string(),
    }),
  ),
});
export type ReportLine = z.infer<typeof ReportLine>;

const ReportEntry = z.object({
  kind: CaseEntryKind,
  on: Day,
  by: z.string(),
  isRestricted: z.boolean(),
  statusTo: z.nullable(CaseStatus),
  absenceReason: z.nullable(z.string()),
  interventionNotes: z.nullable(z.string()),
  actionPlan: z.nullable(z.string()),
  updateText: z.nullable(z.string()),
});

const ReportCase = z.object({
  caseId: CaseId,
  rootCause: RootCause,
  urgency: Urgency,
  status: CaseStatus,
  openedOn: Day,
  openedBy: z.string(),
  closedOn: z.nullable(Day),
  followUpDate: z.nullable(Day),
  resolutionNotes: z.nullable(z.string()),
  /** Meetings, updates and moves, the earliest first. What was deleted is left out. */
  entries: z.array(ReportEntry),
});
export type ReportCase = z.infer<typeof ReportCase>;

/** Restricted entries, which the reader alone may read as a member of the case team, are in it only when asked for. */
export const ReportInput = z.strictObject({ studentId: StudentId, withRestricted: z.optional(z.boolean()) });

export const StudentReport = z.object({
  school: z.string(),
  /** Who asked for it. */
  by: z.string(),
  student: z.object({
    studentId: StudentId,
    displayCode: z.string(),
    gradeLevel: z.string(),
    tier: z.number(),
    status: StudentStatus,
    enrolledOn: Day,
  }),
  today: Day,
  /** Those that this person may see: the ones that run first. */
  interventions: z.array(ReportLine),
  /** Those that this person may see, the latest first. */
  cases: z.array(ReportCase),
  contacts: z.array(ContactLine),
  /** Entries that this person may read and that are restricted, whether they are in it or not. */
  restricted: z.number(),
  /** Interventions of the student that are not this person's to see. */
  hidden: z.number(),
  mayExport: z.boolean(),
});
export type StudentReport = z.infer<typeof StudentReport>;

export const ExportStudentInput = z.strictObject({
  ...ReportInput.shape,
  mutationId: MutationId,
  format: exportFormat,
});
