import * as z from "zod/mini";

import { Day, Instant } from "../kernel/day.ts";
import { exportFormat } from "../kernel/export-schema.ts";
import { CaseId, InterventionId, MutationId, SessionId, StudentId, UserId } from "../kernel/ids.ts";
import { filledText } from "../kernel/text.ts";

export const StudentStatus = z.enum(["active", "paused", "transferred", "graduated", "withdrawn", "discharged"]);
export type StudentStatus = z.infer<typeof StudentStatus>;
export const GradeLevel = z.enum(["K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
export type GradeLevel = z.infer<typeof GradeLevel>;
export const StaffRelationship = z.enum(["form_master", "case_manager", "facilitator", "teacher", "clinician"]);
export type StaffRelationship = z.infer<typeof StaffRelationship>;

const Tier = z.int().check(z.gte(1, "Tiers are 1 to 3."), z.lte(3, "Tiers are 1 to 3."));

/** A student as lists show one: by code. The name is asked for apart. */
const StudentLine = z.object({
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  tier: z.number(),
  status: StudentStatus,
});

export const SearchStudentsInput = z.strictObject({
  query: filledText(80),
  limit: z.optional(z.int().check(z.gte(1, "Ask for at least one."), z.lte(20, "Ask for at most 20."))),
});
/** Those whose code begins so, and those whose name does, among students whom this person may see so. */
export const StudentHits = z.object({ hits: z.array(StudentLine) });
export type StudentHits = z.infer<typeof StudentHits>;

export const ListStudentsInput = z.strictObject({
  grade: z.optional(GradeLevel),
  tier: z.optional(Tier),
  /** Tier 2 or 3, and taking part in nothing that runs. */
  support: z.optional(z.literal("none")),
  /** Left out: those who are here now. */
  status: z.optional(StudentStatus),
  /** The beginning of a code or of a name. */
  query: z.optional(filledText(80)),
  /** The code of the last row before. */
  after: z.optional(filledText(80)),
  limit: z.optional(z.int().check(z.gte(1, "Ask for at least one."), z.lte(100, "Ask for at most 100."))),
});
/** The filter of the list; its page is left out. `withNames`: full names of those whom this person may see by name. */
export const ExportStudentsInput = z.strictObject({
  ...z.omit(ListStudentsInput, { after: true, limit: true }).shape,
  mutationId: MutationId,
  format: exportFormat,
  withNames: z.optional(z.boolean()),
});
export const StudentList = z.object({
  rows: z.array(
    z.extend(StudentLine, {
      /** Sessions of the last 30 days: attended (tardy included) and marked. */
      attended: z.number(),
      marked: z.number(),
      interventions: z.number(),
      cases: z.number(),
    }),
  ),
  /** Where the next page begins; null: this is the last. */
  next: z.nullable(z.string()),
  /** Students whom this person may see, whatever the filter. Only with the first page. */
  of: z.nullable(z.number()),
});
export type StudentList = z.infer<typeof StudentList>;

export const StudentInput = z.strictObject({ studentId: StudentId });

/** A day at school, by its marked sessions. `part`: some were missed and some were not. */
export const DayAttendance = z.enum(["present", "tardy", "part", "excused", "absent"]);
export type DayAttendance = z.infer<typeof DayAttendance>;

export const StudentPage = z.object({
  student: z.extend(StudentLine, { enrolledOn: Day, version: z.number() }),
  zone: z.string(),
  today: Day,
  staff: z.array(z.object({ userId: UserId, name: z.string(), relationship: StaffRelationship })),
  guardians: z.array(
    z.object({ guardianId: z.string(), relationship: z.string(), isPrimary: z.boolean(), mayContact: z.boolean() }),
  ),
  /** Where the student is just now, by the timetable. */
  now: z.nullable(
    z.object({ sessionId: SessionId, title: z.string(), location: z.nullable(z.string()), endsAt: Instant }),
  ),
  /** The latest days with marks, oldest first. */
  strip: z.array(z.object({ day: Day, attendance: DayAttendance })),
  /** This school year so far: days with marks, and those of them that were missed. */
  year: z.object({ since: Day, marked: z.number(), missed: z.number() }),
  /** Entries of the thread by week, for the last year: each week by its Monday. */
  weeks: z.array(z.object({ monday: Day, entries: z.number() })),
  interventions: z.array(
    z.object({
      interventionId: InterventionId,
      name: z.string(),
      since: Instant,
      nextAt: z.nullable(Instant),
      maySee: z.boolean(),
    }),
  ),
  /** Of cases that this person may see. */
  followUps: z.array(
    z.object({ caseId: CaseId, kind: z.enum(["follow_up", "action"]), what: z.string(), dueOn: z.nullable(Day) }),
  ),
  mayReadAccess: z.boolean(),
});
export type StudentPage = z.infer<typeof StudentPage>;

export const Lane = z.enum(["attendance", "interventions", "progress", "cases", "messages"]);
export type Lane = z.infer<typeof Lane>;

const ThreadCursor = z.strictObject({ at: Instant, id: z.uuid("This is not an id.") });
export const ThreadInput = z.strictObject({
  studentId: StudentId,
  /** Left out: all. */
  lanes: z.optional(z.array(Lane).check(z.minLength(1, "Choose at least one."), z.maxLength(5, "There are five."))),
  /** The last entry of the page before. */
  before: z.optional(ThreadCursor),
  /** Begin at the end of this day. */
  until: z.optional(Day),
  limit: z.optional(z.int().check(z.gte(1, "Ask for at least one."), z.lte(200, "Ask for at most 200."))),
});

export const ThreadEntry = z.object({
  id: z.string(),
  lane: Lane,
  kind: z.enum([
    "mark",
    "enrolled",
    "left",
    "note",
    "recommendation",
    "meeting",
    "update",
    "status",
    "message",
    "contact",
  ]),
  at: Instant,
  day: Day,
  who: z.nullable(z.string()),
  /** What it belongs to: the intervention's name, a case's root cause, a template's name. */
  title: z.string(),
  /** A mark, an outcome, a case's or a message's status. */
  status: z.nullable(z.string()),
  text: z.nullable(z.string()),
  value: z.nullable(z.number()),
  /** Its words are for the case team alone. */
  isRestricted: z.boolean(),
  isWithdrawn: z.boolean(),
  sessionId: z.nullable(SessionId),
  interventionId: z.nullable(InterventionId),
  caseId: z.nullable(CaseId),
});
export type ThreadEntry = z.infer<typeof ThreadEntry>;
export const Thread = z.object({ entries: z.array(ThreadEntry), next: z.nullable(ThreadCursor) });
export type Thread = z.infer<typeof Thread>;

export const Guardians = z.object({
  guardians: z.array(
    z.object({
      guardianId: z.string(),
      name: z.nullable(z.string()),
      phone: z.nullable(z.string()),
      email: z.nullable(z.string()),
    }),
  ),
  heldBack: z.nullable(z.enum(["no_relationship", "no_consent"])),
});
export type Guardians = z.infer<typeof Guardians>;

const WhyKind = z.enum(["responsible", "owns", "team", "facilitates", "case", "works_with", "all"]);
export const StudentAccess = z.object({
  people: z.array(
    z.object({
      userId: UserId,
      name: z.string(),
      why: z.array(z.object({ kind: WhyKind, what: z.nullable(z.string()) })),
    }),
  ),
});
export type StudentAccess = z.infer<typeof StudentAccess>;

export const StudentLooks = z.object({
  looks: z.array(z.object({ id: z.string(), userId: UserId, name: z.string(), purpose: z.string(), at: Instant })),
});
export type StudentLooks = z.infer<typeof StudentLooks>;
