import { CaseEntryKind, CaseStatus, DraftKind, RootCause, Urgency } from "@handrail/domain/casework/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned, sortedText } from "../columns.ts";
import { users } from "./access.ts";
import { enrollments, interventions } from "./interventions.ts";
import { students } from "./students.ts";

/** One concern about one student with one root cause: unique while it is not closed. */
export const cases = pgTable(
  "cases",
  {
    ...owned(),
    studentId: uuid().notNull(),
    rootCause: choice(RootCause).notNull(),
    urgency: choice(Urgency).notNull(),
    status: choice(CaseStatus).notNull().default("open"),
    followUpDate: date(),
    resolutionNotes: text(),
    closedAt: instant(),
    /** The day of the latest meeting or update that was not struck through. */
    lastContactOn: date().notNull(),
    /** Meetings that stand: kept with each entry, so that lists need not count. */
    meetings: integer().notNull().default(0),
    /** Of those, restricted: who is not on the case team is not told of them. */
    restrictedMeetings: integer().notNull().default(0),
    escalatedTo: uuid(),
    createdBy: uuid().notNull(),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.createdBy, users),
    belongsTo(t.tenantId, t.escalatedTo, users),
    uniqueIndex("cases_one_active")
      .on(t.tenantId, t.studentId, t.rootCause)
      .where(sql`${t.status} <> 'closed' and ${t.deletedAt} is null`),
    index("cases_by_student").on(t.tenantId, t.studentId, t.status),
    index("cases_by_status").on(t.tenantId, t.status, t.lastContactOn, t.id),
    index("cases_by_urgency")
      .on(t.tenantId, t.urgency, t.lastContactOn, t.id)
      .where(sql`${t.status} <> 'closed' and ${t.deletedAt} is null`),
    index("cases_by_contact")
      .on(t.tenantId, t.lastContactOn, t.id)
      .where(sql`${t.deletedAt} is null`),
    // What is closed piles up at the beginning of the one above: the list that is open all day leaves it out.
    index("cases_active_by_contact")
      .on(t.tenantId, t.lastContactOn, t.id)
      .where(sql`${t.status} <> 'closed' and ${t.deletedAt} is null`),
    index("cases_by_owner").on(t.tenantId, t.createdBy, t.lastContactOn, t.id),
    index("cases_by_escalation")
      .on(t.tenantId, t.escalatedTo, t.lastContactOn, t.id)
      .where(sql`${t.escalatedTo} is not null`),
    index("cases_with_restricted")
      .on(t.tenantId)
      .where(sql`${t.restrictedMeetings} > 0 and ${t.deletedAt} is null`),
    index("cases_by_follow_up")
      .on(t.tenantId, t.followUpDate, t.id)
      .where(sql`${t.status} <> 'closed' and ${t.deletedAt} is null and ${t.followUpDate} is not null`),
    oneOf("cases_root_cause", t.rootCause, RootCause),
    oneOf("cases_urgency", t.urgency, Urgency),
    oneOf("cases_status", t.status, CaseStatus),
    check(
      "cases_closed_with_notes",
      sql`(${t.status} = 'closed') = (nullif(btrim(${t.resolutionNotes}), '') is not null)`,
    ),
    check("cases_closed_at", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check("cases_meetings", sql`${t.restrictedMeetings} between 0 and ${t.meetings}`),
  ],
);

/** What an entry may change of its case. */
export interface CaseBefore {
  readonly status: CaseStatus;
  readonly urgency: Urgency;
  readonly followUpDate: string | null;
  readonly resolutionNotes: string | null;
  readonly closedAt: string | null;
  readonly escalatedTo: string | null;
  readonly lastContactOn: string;
}

/** What happened in a case, in order. Permanent: taking one back strikes it through and says why. */
export const caseEntries = pgTable(
  "case_entries",
  {
    ...owned(),
    caseId: uuid().notNull(),
    studentId: uuid().notNull(),
    kind: choice(CaseEntryKind).notNull(),
    /** Place in the case, 1-based. */
    number: integer().notNull(),
    meetingDate: date(),
    absenceReason: text(),
    interventionNotes: text(),
    actionPlan: text(),
    updateText: text(),
    /** The follow-up agreed then. */
    followUpDate: date(),
    statusFrom: choice(CaseStatus),
    statusTo: choice(CaseStatus),
    /** Its words are for the case team alone. */
    isRestricted: boolean().notNull().default(false),
    createdBy: uuid().notNull(),
    editedAt: instant(),
    /** The case's version that this entry made, and what it held before: what an undo goes back to. */
    caseVersion: integer().notNull(),
    caseBefore: jsonb().$type<CaseBefore>(),
    withdrawnAt: instant(),
    withdrawnBy: uuid(),
    withdrawnReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.caseId, cases),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.createdBy, users),
    belongsTo(t.tenantId, t.withdrawnBy, users),
    uniqueIndex("case_entries_in_order").on(t.tenantId, t.caseId, t.number),
    index("case_entries_by_student").on(t.tenantId, t.studentId, t.createdAt),
    oneOf("case_entries_kind", t.kind, CaseEntryKind),
    check(
      "case_entries_meeting",
      sql`${t.kind} <> 'meeting' or (${t.meetingDate} is not null and coalesce(btrim(${t.absenceReason}), '') <> '' and coalesce(btrim(${t.interventionNotes}), '') <> '' and coalesce(btrim(${t.actionPlan}), '') <> '')`,
    ),
    check("case_entries_update", sql`${t.kind} <> 'update' or coalesce(btrim(${t.updateText}), '') <> ''`),
    check("case_entries_status", sql`${t.kind} <> 'status' or ${t.statusTo} is not null`),
    // The school's own day decides, and lies within one of this one.
    check("case_entries_meeting_date", sql`${t.meetingDate} <= (${t.createdAt} at time zone 'utc')::date + 1`),
    check("case_entries_follow_up", sql`${t.followUpDate} >= (${t.createdAt} at time zone 'utc')::date`),
    check(
      "case_entries_withdrawn",
      sql`(${t.withdrawnAt} is null) = (${t.withdrawnBy} is null) and (${t.withdrawnAt} is null) = (nullif(btrim(${t.withdrawnReason}), '') is null)`,
    ),
  ],
);

/** Who works on a case beside whoever opened it: they read what is restricted. */
export const caseTeam = pgTable(
  "case_team",
  { ...owned(), caseId: uuid().notNull(), userId: uuid().notNull(), addedBy: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.caseId, cases),
    belongsTo(t.tenantId, t.userId, users),
    belongsTo(t.tenantId, t.addedBy, users),
    uniqueIndex("case_team_once").on(t.tenantId, t.caseId, t.userId),
    index("case_team_by_user").on(t.tenantId, t.userId),
  ],
);

/** The chain of who was asked to take a case on. */
export const caseEscalations = pgTable(
  "case_escalations",
  {
    ...owned(),
    caseId: uuid().notNull(),
    fromUserId: uuid().notNull(),
    toUserId: uuid().notNull(),
    reason: text().notNull(),
    takenAt: instant(),
    /** The person asked said no, and why. */
    declinedAt: instant(),
    declinedReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.caseId, cases),
    belongsTo(t.tenantId, t.fromUserId, users),
    belongsTo(t.tenantId, t.toUserId, users),
    index("case_escalations_by_case").on(t.tenantId, t.caseId, t.createdAt),
    index("case_escalations_open")
      .on(t.tenantId, t.toUserId)
      .where(sql`${t.takenAt} is null`),
    check(
      "case_escalations_declined",
      sql`(${t.declinedAt} is null) = (nullif(btrim(${t.declinedReason}), '') is null) and (${t.declinedAt} is null or ${t.takenAt} is null)`,
    ),
  ],
);

/** "X gets Y from Z by date": what a meeting agreed on. */
export const caseActions = pgTable(
  "case_actions",
  {
    ...owned(),
    caseId: uuid().notNull(),
    entryId: uuid().notNull(),
    studentId: uuid().notNull(),
    what: text().notNull(),
    ownerId: uuid().notNull(),
    dueOn: date(),
    /** Set where the action is support: what the student is to be enrolled in. */
    interventionId: uuid(),
    /** The enrolment it led to. */
    enrollmentId: uuid(),
    doneAt: instant(),
    doneBy: uuid(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.caseId, cases),
    // What an undone entry agreed on goes with it.
    belongsTo(t.tenantId, t.entryId, caseEntries).onDelete("cascade"),
    belongsTo(t.tenantId, t.interventionId, interventions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.ownerId, users),
    belongsTo(t.tenantId, t.enrollmentId, enrollments),
    belongsTo(t.tenantId, t.doneBy, users),
    index("case_actions_by_entry").on(t.tenantId, t.entryId),
    index("case_actions_by_case").on(t.tenantId, t.caseId),
    index("case_actions_open")
      .on(t.tenantId, t.ownerId, t.dueOn)
      .where(sql`${t.doneAt} is null`),
  ],
);

/** What a person is still writing, as it was two seconds ago. Theirs alone. */
export const caseDrafts = pgTable(
  "case_drafts",
  {
    ...owned(),
    userId: uuid().notNull(),
    studentId: uuid(),
    caseId: uuid(),
    kind: choice(DraftKind).notNull(),
    body: jsonb().notNull(),
    /** Rises with each save: of two devices the newer words win, and the older are shown. */
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.caseId, cases),
    index("case_drafts_by_user").on(t.tenantId, t.userId, t.updatedAt),
    oneOf("case_drafts_kind", t.kind, DraftKind),
  ],
);

/** Ready plans for a root cause. */
export const actionPlanTemplates = pgTable(
  "action_plan_templates",
  {
    ...owned(),
    rootCause: choice(RootCause).notNull(),
    title: sortedText().notNull(),
    body: text().notNull(),
    sort: integer().notNull().default(0),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("action_plan_templates_by_cause").on(t.tenantId, t.rootCause, t.sort),
    oneOf("action_plan_templates_root_cause", t.rootCause, RootCause),
  ],
);

/** Cases counted by status, urgency and cause, in the transaction that changes one. The numbers of the dashboard. */
export const caseCounters = pgTable(
  "case_counters",
  {
    ...owned(),
    /** Null: all of the school; else the cases that this person works on. */
    personId: uuid(),
    status: choice(CaseStatus).notNull(),
    urgency: choice(Urgency).notNull(),
    rootCause: choice(RootCause).notNull(),
    cases: integer().notNull().default(0),
    meetings: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.personId, users),
    unique("case_counters_one").on(t.tenantId, t.personId, t.status, t.urgency, t.rootCause).nullsNotDistinct(),
    check("case_counters_counts", sql`${t.cases} >= 0 and ${t.meetings} >= 0`),
  ],
);

/** Active cases counted by the day of their follow-up: what is overdue is a sum over days, however many cases there are. */
export const caseFollowUpCounters = pgTable(
  "case_follow_up_counters",
  {
    ...owned(),
    personId: uuid(),
    day: date().notNull(),
    cases: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.personId, users),
    unique("case_follow_up_counters_one").on(t.tenantId, t.personId, t.day).nullsNotDistinct(),
    check("case_follow_up_counters_counts", sql`${t.cases} >= 0`),
  ],
);

/** Cases and meetings counted by student: who comes back again and again, and whether it got better. */
export const caseStudentCounters = pgTable(
  "case_student_counters",
  {
    ...owned(),
    studentId: uuid().notNull(),
    /** Null: all of the school; else the cases that this person works on. */
    personId: uuid(),
    cases: integer().notNull().default(0),
    active: integer().notNull().default(0),
    /** Active and improving: with two meetings or more and none of these, nothing has helped yet. */
    improving: integer().notNull().default(0),
    meetings: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.personId, users),
    unique("case_student_counters_one").on(t.tenantId, t.personId, t.studentId).nullsNotDistinct(),
    index("case_student_counters_recurring")
      .on(t.tenantId, t.personId, t.meetings.desc(), t.studentId)
      .where(sql`${t.meetings} >= 2`),
    check("case_student_counters_counts", sql`least(${t.cases}, ${t.active}, ${t.meetings}, ${t.improving}) >= 0`),
  ],
);

/** A person's saved filters of a list. */
export const savedViews = pgTable(
  "saved_views",
  {
    ...owned(),
    userId: uuid().notNull(),
    screen: text().notNull(),
    name: sortedText().notNull(),
    filters: jsonb().notNull(),
    sort: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("saved_views_one_per_name").on(t.tenantId, t.userId, t.screen, t.name),
  ],
);

/** What became of a hint on Today: followed, or not now. Hints are judged by it. */
export const hintAnswers = pgTable(
  "hint_answers",
  {
    ...owned(),
    userId: uuid().notNull(),
    rule: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    studentId: uuid(),
    answer: text({ enum: ["accepted", "snoozed"] }).notNull(),
    until: date(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    belongsTo(t.tenantId, t.studentId, students),
    index("hint_answers_by_user").on(t.tenantId, t.userId, t.rule, t.subjectId),
    check("hint_answers_answer", sql`${t.answer} in ('accepted', 'snoozed')`),
    check("hint_answers_until", sql`(${t.answer} = 'snoozed') = (${t.until} is not null)`),
  ],
);
