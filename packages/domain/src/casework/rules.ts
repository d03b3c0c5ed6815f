import { addDays, daysBetween, type Day, type Instant } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import { isActive } from "./machine.ts";
import type { CaseStatus, RootCause } from "./schema.ts";

/** Further back or ahead is a slip of the hand: ten years for a meeting, two for a follow-up. */
const meetingYears = 10;
const followUpDays = 2 * 366;

/** `today` is the school's day. */
export const canBeMeetingDate = (meetingDate: Day, today: Day): Verdict => {
  const field = { field: "meetingDate" };
  if (meetingDate > today)
    return refuse("INVALID_INPUT", `A meeting cannot be in the future: today is ${today}.`, field);
  const earliest = addDays(today, -meetingYears * 366);
  return meetingDate >= earliest
    ? allow
    : refuse("INVALID_INPUT", `A meeting can be at most ten years ago, from ${earliest} on.`, field);
};

/** A follow-up lies after today. One that stands and was not touched may have passed: it blocks no other change. */
export const canBeFollowUp = (wanted: Day | null | undefined, current: Day | null, today: Day): Verdict => {
  const field = { field: "followUpDate" };
  if (wanted === undefined || wanted === null || wanted === current) return allow;
  if (wanted <= today) return refuse("INVALID_INPUT", `Follow-up must be after today (${today}).`, field);
  const latest = addDays(today, followUpDays);
  return wanted <= latest
    ? allow
    : refuse("INVALID_INPUT", `A follow-up can be at most two years ahead, until ${latest}.`, field);
};

/** A meeting on the follow-up's day or later is the follow-up: the case needs a new day, or none. */
export const meetsFollowUp = (followUpDate: Day | null, meetingDate: Day): boolean =>
  followUpDate !== null && followUpDate <= meetingDate;

/** The duplicate rule: a second meeting about the same cause belongs to the case that is there. */
export const canOpenBeside = (
  active: { readonly id: string; readonly status: CaseStatus } | undefined,
  rootCause: RootCause,
): Verdict =>
  active === undefined || !isActive(active.status)
    ? allow
    : refuse("ACTIVE_CASE_EXISTS", `This student already has an active ${causeWords[rootCause]} case.`, {
        field: "rootCause",
        details: { caseId: active.id, status: active.status },
      });

/** The root cause inside a sentence. */
export const causeWords: { readonly [C in RootCause]: string } = {
  health: "health",
  family: "family",
  academic: "academic",
  financial: "financial",
  behavioral: "behaviour",
  other: "other",
};

const minute = 60_000;
/** How long an author may take an entry back without a trace. */
const undoMinutes = 2;

export const undoUntil = (createdAt: Instant): Instant =>
  new Date(Date.parse(createdAt) + undoMinutes * minute).toISOString();

interface EntryFacts {
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly statusTo: CaseStatus | null;
  /** Another entry follows. */
  readonly isFollowed: boolean;
  /** The case is as this entry left it. */
  readonly isLatest: boolean;
}

const followed = refuse(
  "ENTRY_FOLLOWED",
  "A later entry follows this one, so it cannot be changed. Add a new entry, or delete this one.",
);
const withdrawn = refuse("ALREADY_DECIDED", "This entry is deleted.");

export const canEditEntry = (entry: Pick<EntryFacts, "withdrawnAt" | "isFollowed">): Verdict => {
  if (entry.withdrawnAt !== null) return withdrawn;
  return entry.isFollowed ? followed : allow;
};

export const canWithdrawEntry = (entry: Pick<EntryFacts, "withdrawnAt">): Verdict =>
  entry.withdrawnAt === null ? allow : withdrawn;

export const canUndoEntry = (entry: EntryFacts, userId: string, now: Instant): Verdict => {
  if (entry.createdBy !== userId) return refuse("NOT_ALLOWED", "Only its author can undo an entry.");
  if (entry.withdrawnAt !== null) return withdrawn;
  if (entry.statusTo === "escalated")
    return refuse("UNDO_OVER", "A colleague was asked to take this on. Delete the entry instead.");
  if (entry.isFollowed || !entry.isLatest) return followed;
  return Date.parse(now) <= Date.parse(undoUntil(entry.createdAt))
    ? allow
    : refuse("UNDO_OVER", `An entry can be taken back for ${undoMinutes} minutes. Delete it instead.`);
};

/** A student is recurring from this many meetings on. */
const recurringFrom = 2;

export interface StudentCounts {
  readonly active: number;
  readonly improving: number;
  readonly meetings: number;
}

/** So long a case goes on before anybody says that nothing has helped. */
const judgedAfterDays = 14;

export const isRecurring = (counts: Pick<StudentCounts, "meetings">): boolean => counts.meetings >= recurringFrom;

/**
 * They come back, something has been open for two weeks at least, and none of it is getting better. `activeSince` is the day
 * on which the oldest active case was opened.
 */
export const isWithoutImprovement = (
  counts: StudentCounts,
  { activeSince, today }: { readonly activeSince: Day | null; readonly today: Day },
): boolean =>
  isRecurring(counts) &&
  counts.active > 0 &&
  counts.improving === 0 &&
  activeSince !== null &&
  daysBetween(activeSince, today) >= judgedAfterDays;

/** Whole days since an active case's follow-up was due; null when it is not. On the day itself it is due, not overdue. */
export const overdueDays = (
  one: { readonly status: CaseStatus; readonly followUpDate: Day | null },
  today: Day,
): number | null =>
  one.followUpDate !== null && isActive(one.status) && one.followUpDate < today
    ? daysBetween(one.followUpDate, today)
    : null;

export const overdueWords = (days: number): string => `Follow-up ${days} ${days === 1 ? "day" : "days"} overdue`;
