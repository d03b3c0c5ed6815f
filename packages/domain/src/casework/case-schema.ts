import * as z from "zod/mini";

import { exportFormat } from "../kernel/export-schema.ts";
import { CaseId, EnrollmentId, InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { text } from "../kernel/text.ts";
import { Day, Instant } from "../kernel/time.ts";
import { CaseEntryKind, CaseStatus, RootCause, Staff, Urgency } from "./schema.ts";

/** `mine`: cases I opened, was asked to take on, or belong to by team. `all`: every case I may see. */
const CaseScope = z.enum(["mine", "all"]);
/** What an answer covers: a person who may not read all cases gets their own, whatever they asked for. */
const Covered = z.enum(["mine", "school"]);
const scope = z._default(CaseScope, "all");

const cursor = z.optional(text(200));
const limit = z._default(z.int().check(z.gte(1), z.lte(100)), 50);

export const CaseFilters = z.strictObject({
  scope,
  /** `active`: every status but closed. */
  status: z.optional(z.enum(["active", ...CaseStatus.options])),
  urgency: z.optional(Urgency),
  rootCause: z.optional(RootCause),
  studentId: z.optional(StudentId),
  /** By follow-up: before today, today, or today and the six days after it. Closed cases are never due. */
  due: z.optional(z.enum(["overdue", "today", "week"])),
});
export type CaseFilters = z.infer<typeof CaseFilters>;

/**
 * `attention`: overdue first, then escalated, not improving and of high urgency. `contact`: longest since contact first; with
 * `due`, earliest follow-up first. The others begin with what is nearest to attention too.
 */
export const CaseSort = z.enum(["attention", "contact", "followUp", "status", "urgency", "rootCause"]);
export type CaseSort = z.infer<typeof CaseSort>;

export const ListCasesInput = z.strictObject({
  ...CaseFilters.shape,
  sort: z._default(CaseSort, "contact"),
  /** Cases of these students alone: those whom a search by name or code found. */
  studentIds: z.optional(z.array(StudentId).check(z.maxLength(50))),
  cursor,
  limit,
});
export type ListCasesInput = z.infer<typeof ListCasesInput>;

/** The filter and order of the list; its page is left out. */
export const ExportCasesInput = z.strictObject({
  ...z.omit(ListCasesInput, { cursor: true, limit: true }).shape,
  mutationId: MutationId,
  format: exportFormat,
  withNames: z.optional(z.boolean()),
});
export type ExportCasesInput = z.infer<typeof ExportCasesInput>;

export const CaseRow = z.object({
  id: CaseId,
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  rootCause: RootCause,
  urgency: Urgency,
  status: CaseStatus,
  followUpDate: z.nullable(Day),
  /** Whole days since the follow-up was due; null when none is overdue. */
  overdueDays: z.nullable(z.number()),
  lastContactOn: Day,
  /** Meetings that stand, of those the reader may know of. */
  meetings: z.number(),
  openedAt: Instant,
  updatedAt: Instant,
  opener: Staff,
  escalatedTo: z.nullable(Staff),
  isMine: z.boolean(),
  version: z.number(),
});
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseList = z.object({
  covers: Covered,
  today: Day,
  cases: z.array(CaseRow),
  next: z.nullable(z.string()),
});
export type CaseList = z.infer<typeof CaseList>;

/** The meeting that each case was opened with, of those the reader may know of. */
export const OpeningsInput = z.strictObject({ caseIds: z.array(CaseId).check(z.maxLength(100)) });
export const Openings = z.array(
  z.object({
    caseId: CaseId,
    meetingDate: z.nullable(Day),
    absenceReason: z.nullable(z.string()),
    interventionNotes: z.nullable(z.string()),
    actionPlan: z.nullable(z.string()),
  }),
);
export type Openings = z.infer<typeof Openings>;

export const CaseEntry = z.object({
  id: z.string(),
  caseId: CaseId,
  /** Place among the entries that the reader may see, 1-based. */
  number: z.number(),
  kind: CaseEntryKind,
  meetingDate: z.nullable(Day),
  absenceReason: z.nullable(z.string()),
  interventionNotes: z.nullable(z.string()),
  actionPlan: z.nullable(z.string()),
  updateText: z.nullable(z.string()),
  followUpDate: z.nullable(Day),
  statusFrom: z.nullable(CaseStatus),
  statusTo: z.nullable(CaseStatus),
  isRestricted: z.boolean(),
  by: Staff,
  at: Instant,
  editedAt: z.nullable(Instant),
  withdrawn: z.nullable(z.object({ by: Staff, at: Instant, reason: z.string() })),
  version: z.number(),
  mayEdit: z.boolean(),
  mayWithdraw: z.boolean(),
  /** Until then its author may take it back without a trace, while nothing follows. */
  undoUntil: z.nullable(Instant),
});
export type CaseEntry = z.infer<typeof CaseEntry>;

const Escalation = z.object({
  id: z.string(),
  from: Staff,
  to: Staff,
  reason: z.string(),
  at: Instant,
  takenAt: z.nullable(Instant),
  declined: z.nullable(z.object({ at: Instant, reason: z.string() })),
});

const CaseAction = z.object({
  id: z.string(),
  entryId: z.string(),
  what: z.string(),
  owner: Staff,
  dueOn: z.nullable(Day),
  interventionId: z.nullable(InterventionId),
  enrollmentId: z.nullable(EnrollmentId),
  done: z.nullable(z.object({ by: Staff, at: Instant })),
  version: z.number(),
});

export const Case = z.object({
  case: z.extend(CaseRow, { resolutionNotes: z.nullable(z.string()), closedAt: z.nullable(Instant) }),
  entries: z.array(CaseEntry),
  actions: z.array(CaseAction),
  escalations: z.array(Escalation),
  team: z.array(z.extend(Staff, { part: z.enum(["opened", "escalated", "team"]) })),
  today: Day,
  zone: z.string(),
  /** On the case team: restricted entries are among `entries`. */
  isOnTeam: z.boolean(),
  mayChange: z.boolean(),
  mayWithdraw: z.boolean(),
  /** Was asked to take it on, and has not yet. */
  mayTakeOn: z.boolean(),
});
export type Case = z.infer<typeof Case>;

export const StudentCasesInput = z.strictObject({ studentId: StudentId });
/** Everything that was ever done about a student, as far as the reader may see it. Entries are newest first. */
export const StudentCases = z.object({
  studentId: StudentId,
  displayCode: z.string(),
  covers: Covered,
  meetings: z.number(),
  isRecurring: z.boolean(),
  withoutImprovement: z.boolean(),
  cases: z.array(CaseRow),
  entries: z.array(CaseEntry),
});
export type StudentCases = z.infer<typeof StudentCases>;

export const CaseScopeInput = z.strictObject({ scope });
export const CaseStats = z.object({
  covers: Covered,
  /** Meetings recorded, in all cases. */
  meetings: z.number(),
  active: z.number(),
  /** Active and of high urgency. */
  highUrgency: z.number(),
  overdue: z.number(),
  byStatus: z.array(z.object({ status: CaseStatus, cases: z.number() })),
  byRootCause: z.array(z.object({ rootCause: RootCause, active: z.number() })),
});
export type CaseStats = z.infer<typeof CaseStats>;

export const RecurringInput = z.strictObject({
  scope,
  /** Only those whom nothing has helped yet. */
  withoutImprovement: z._default(z.boolean(), false),
  cursor,
  limit,
});
export type RecurringInput = z.infer<typeof RecurringInput>;
/** Students with two meetings or more, most meetings first. */
export const Recurring = z.object({
  covers: Covered,
  students: z.array(
    z.object({
      studentId: StudentId,
      displayCode: z.string(),
      gradeLevel: z.string(),
      cases: z.number(),
      active: z.number(),
      meetings: z.number(),
      lastContactOn: z.nullable(Day),
      withoutImprovement: z.boolean(),
    }),
  ),
  next: z.nullable(z.string()),
});
export type Recurring = z.infer<typeof Recurring>;
