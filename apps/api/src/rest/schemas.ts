import { CaseStatus, caseTexts, RootCause, Urgency } from "@handrail/domain/casework/schema";
import { z } from "@hono/zod-openapi";

/** The shapes of the REST door, in the spelling of its callers. What they mean is decided behind it, by the same rules. */
const id = z.uuid("This is not an id.");
const day = z.iso.date("This is not a day (YYYY-MM-DD).").openapi({ example: "2026-11-21" });
const moment = z.iso.datetime().openapi({ example: "2026-11-21T09:55:00.000Z" });
const words = z.string().min(1).max(caseTexts.words);

const rootCause = z.enum(RootCause.options);
const urgency = z.enum(Urgency.options);
const status = z.enum(CaseStatus.options);

const student = z
  .string()
  .min(1)
  .max(80)
  .openapi({ description: "The student's id, or their code as Handrail shows it.", example: "HERON-91" });

const Person = z.object({ id, name: z.string() }).openapi("Person");

export const ErrorBody = z
  .object({
    /** A situation from a closed list, such as `ACTIVE_CASE_EXISTS`. */
    code: z.string(),
    message: z.string(),
    /** What is wrong, by field of the request. */
    fields: z.record(z.string(), z.string()),
  })
  .openapi("Error");

export const ProgressUpdate = z
  .object({
    id,
    meeting: id,
    update_text: z.string(),
    status_from: status.nullable(),
    status_to: status.nullable(),
    created_by: Person,
    created_at: moment,
  })
  .openapi("ProgressUpdate");

export const Meeting = z
  .object({
    id,
    student: id,
    student_code: z.string(),
    /** Null in words and dates: they are restricted to the case team. */
    meeting_date: day.nullable(),
    absence_reason: z.string().nullable(),
    root_cause: rootCause,
    intervention_notes: z.string().nullable(),
    action_plan: z.string().nullable(),
    follow_up_date: day.nullable(),
    urgency_level: urgency,
    status,
    is_overdue: z.boolean(),
    /** Meetings about this cause so far: further ones are added to the same case. */
    meetings: z.int(),
    created_by: Person,
    created_at: moment,
    updated_at: moment,
    version: z.int(),
  })
  .openapi("Meeting");

export const FurtherMeeting = z
  .object({
    id,
    /** The meeting that opened the case. */
    meeting: id,
    meeting_date: day,
    absence_reason: z.string().nullable(),
    intervention_notes: z.string().nullable(),
    action_plan: z.string().nullable(),
    follow_up_date: day.nullable(),
    created_by: Person,
    created_at: moment,
  })
  .openapi("FurtherMeeting");

export const MeetingDetails = Meeting.extend({
  resolution_notes: z.string().nullable(),
  /** Oldest first: meetings about the same cause after the first one. */
  further_meetings: z.array(FurtherMeeting),
  /** Oldest first; moves from one status to another are among them. */
  progress_updates: z.array(ProgressUpdate),
}).openapi("MeetingDetails");

export const NewMeeting = z
  .strictObject({
    student,
    meeting_date: day,
    absence_reason: words,
    root_cause: rootCause,
    intervention_notes: words,
    action_plan: words,
    follow_up_date: day.nullish(),
    urgency_level: urgency,
  })
  .openapi("NewMeeting");

export const NewFurtherMeeting = z
  .strictObject({
    meeting_date: day,
    absence_reason: words,
    intervention_notes: words,
    action_plan: words,
    follow_up_date: day.nullish().openapi({ description: "Left out it stays as it is; null takes it away." }),
    urgency_level: urgency.optional().openapi({ description: "Left out it stays as it is." }),
  })
  .openapi("NewFurtherMeeting");

export const ChangedMeeting = z
  .strictObject({
    /** A case keeps its student: this must be the one it has. */
    student: student.optional(),
    meeting_date: day,
    absence_reason: words,
    root_cause: rootCause,
    intervention_notes: words,
    action_plan: words,
    follow_up_date: day.nullish().openapi({ description: "Left out it stays as it is; null takes it away." }),
    urgency_level: urgency,
    status: status.optional(),
    /** Needed to close. */
    resolution_notes: words.optional(),
    /** The version that was read: when it has moved on since, the answer is 409. */
    version: z.int().min(0).max(2_000_000_000).optional(),
  })
  .openapi("ChangedMeeting");

export const NewProgress = z
  .strictObject({
    meeting: id,
    update_text: words,
    status: status.optional(),
    escalate_to: id
      .optional()
      .openapi({ description: "Who is asked to take the case on: needed with the status `escalated`." }),
    resolution_notes: words.optional(),
    follow_up_date: day.nullish().openapi({ description: "Left out it stays as it is; null takes it away." }),
    version: z.int().min(0).max(2_000_000_000).optional(),
  })
  .openapi("NewProgress");

const page = {
  cursor: z.string().max(200).optional().openapi({ description: "`next` of the page before." }),
  limit: z.coerce.number().int().min(1).max(100).optional().openapi({ description: "At most 100; 50 where left out." }),
} as const;

export const IdParam = z.strictObject({ id });
export const StudentParam = z.strictObject({ id: student });
export const ListQuery = z.strictObject({
  status: status.optional(),
  urgency: urgency.optional(),
  root_cause: rootCause.optional(),
  student: student.optional(),
  ...page,
});
export const PageQuery = z.strictObject(page);
export const DeleteQuery = z.strictObject({
  reason: z.string().min(1).max(caseTexts.reason).optional().openapi({ description: "Kept with what is taken away." }),
});
export const NoQuery = z.strictObject({});

/** Sent again with the same key, a request has one effect and the same answer. */
export const KeyHeader = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(255)
    .optional()
    .openapi({ description: "Sent again with the same key, a request has one effect." }),
});

const next = z.string().nullable();
export const MeetingList = z.object({ results: z.array(Meeting), next }).openapi("MeetingList");
export const StudentHistory = z
  .object({
    student: id,
    student_code: z.string(),
    total_meetings: z.int(),
    is_recurring: z.boolean(),
    without_improvement: z.boolean(),
    results: z.array(MeetingDetails),
  })
  .openapi("StudentHistory");
export const RecurringList = z
  .object({
    results: z.array(
      z.object({
        student: id,
        student_code: z.string(),
        total_meetings: z.int(),
        active_cases: z.int(),
        last_meeting_date: day.nullable(),
        without_improvement: z.boolean(),
      }),
    ),
    next,
  })
  .openapi("RecurringList");
export const Stats = z
  .object({
    total_meetings: z.int(),
    active_cases: z.int(),
    high_urgency: z.int(),
    overdue_follow_ups: z.int(),
    by_status: z.record(status, z.int()),
    by_root_cause: z.record(rootCause, z.int()),
  })
  .openapi("Stats");
