import * as z from "zod/mini";

import { CaseId, EnrollmentId, InterventionId, MutationId, StudentId, UserId } from "../kernel/ids.ts";
import { filledText } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";
import {
  CaseStatus,
  caseTexts,
  EntryChange,
  onCase,
  Reason,
  RootCause,
  SeenVersion,
  Urgency,
  Words,
} from "./schema.ts";

const id = z.uuid("This is not an id.").check(z.toLowerCase());
const followUpDate = z.optional(z.nullable(Day));
const isRestricted = z._default(z.boolean(), false);
/** The draft these words come from: it goes when they are kept. */
const draftId = z.optional(id);

/** "X gets Y from Z by date": the student gets `what` from the owner by `dueOn`. */
const Agreed = z.strictObject({
  what: filledText(caseTexts.action),
  ownerId: UserId,
  dueOn: z.optional(z.nullable(Day)),
  /** Where the action is support: the intervention that the student is to be enrolled in. */
  interventionId: z.optional(z.nullable(InterventionId)),
});
export type Agreed = z.infer<typeof Agreed>;

export const RecordMeetingInput = z.strictObject({
  mutationId: MutationId,
  studentId: StudentId,
  meetingDate: Day,
  absenceReason: Words,
  rootCause: RootCause,
  interventionNotes: Words,
  actionPlan: Words,
  /** Left out, an active case keeps its follow-up and a new one has none. Null: the case has none from now on. */
  followUpDate,
  /** Left out, an active case keeps its urgency. A new case needs one. */
  urgency: z.optional(Urgency),
  isRestricted,
  /** Where the student has an active case of this root cause: add the meeting to it, or say so and keep nothing. */
  ifActive: z.enum(["join", "refuse"]),
  /** The active case that it must join. When that was closed meanwhile, no other is opened. */
  caseId: z.optional(CaseId),
  actions: z._default(z.array(Agreed).check(z.maxLength(10, "Agree on at most 10 actions in one meeting.")), []),
  draftId,
});
export type RecordMeetingInput = z.infer<typeof RecordMeetingInput>;

export const MeetingRecordedOutput = z.extend(EntryChange, {
  /** Whether it was added to a case that was there. */
  joined: z.boolean(),
  /** Place among the meetings of its case, 1-based. */
  meeting: z.number(),
});
export type MeetingRecordedOutput = z.infer<typeof MeetingRecordedOutput>;

export const AddUpdateInput = z.strictObject({
  ...onCase,
  /**
   * Compared where the update changes something of the case; words alone are added whatever came between. Left out by
   * callers that do not look first.
   */
  version: z.optional(SeenVersion),
  /** Left out only where the case is closed: its resolution notes say what happened. */
  updateText: z.optional(Words),
  status: z.optional(CaseStatus),
  /** Needed to close, and for nothing else. */
  resolutionNotes: z.optional(Words),
  /** Who is asked to take the case on. Needed to escalate, and for nothing else. */
  escalateTo: z.optional(UserId),
  followUpDate,
  urgency: z.optional(Urgency),
  isRestricted,
  draftId,
});
export type AddUpdateInput = z.infer<typeof AddUpdateInput>;

export const ChangeStatusInput = z.strictObject({
  ...onCase,
  version: SeenVersion,
  status: CaseStatus,
  resolutionNotes: z.optional(Words),
});
export type ChangeStatusInput = z.infer<typeof ChangeStatusInput>;

/** What may change about a case at any time, without an entry of its own. */
export const ChangeCaseInput = z.strictObject({
  ...onCase,
  version: SeenVersion,
  urgency: z.optional(Urgency),
  followUpDate,
});
export type ChangeCaseInput = z.infer<typeof ChangeCaseInput>;

export const EditMeetingInput = z.strictObject({
  ...onCase,
  entryId: id,
  /** The entry's version. */
  version: SeenVersion,
  meetingDate: z.optional(Day),
  absenceReason: z.optional(Words),
  interventionNotes: z.optional(Words),
  actionPlan: z.optional(Words),
  followUpDate,
  urgency: z.optional(Urgency),
  /** Of the opening meeting alone. */
  rootCause: z.optional(RootCause),
  isRestricted: z.optional(z.boolean()),
});
export type EditMeetingInput = z.infer<typeof EditMeetingInput>;

/** The opening meeting and its case, as they should be: for callers that send all of it. A follow-up left out stays. */
export const UpdateMeetingInput = z.strictObject({
  ...onCase,
  /** The case's version, where the caller knows it. */
  version: z.optional(SeenVersion),
  /** A case keeps its student: the one it has, or nothing. */
  studentId: z.optional(StudentId),
  meetingDate: Day,
  absenceReason: Words,
  rootCause: RootCause,
  interventionNotes: Words,
  actionPlan: Words,
  followUpDate,
  urgency: Urgency,
  status: z.optional(CaseStatus),
  /** Needed to close, and for nothing else. */
  resolutionNotes: z.optional(Words),
});
export type UpdateMeetingInput = z.infer<typeof UpdateMeetingInput>;

export const WithdrawEntryInput = z.strictObject({ ...onCase, entryId: id, version: SeenVersion, reason: Reason });
export type WithdrawEntryInput = z.infer<typeof WithdrawEntryInput>;
export const UndoEntryInput = z.strictObject({ ...onCase, entryId: id });
export type UndoEntryInput = z.infer<typeof UndoEntryInput>;
export const WithdrawCaseInput = z.strictObject({ ...onCase, version: z.optional(SeenVersion), reason: Reason });
export type WithdrawCaseInput = z.infer<typeof WithdrawCaseInput>;

export const EscalateInput = z.strictObject({ ...onCase, version: SeenVersion, toUserId: UserId, reason: Reason });
export type EscalateInput = z.infer<typeof EscalateInput>;
export const DeclineEscalationInput = z.strictObject({ ...onCase, reason: Reason });
export type DeclineEscalationInput = z.infer<typeof DeclineEscalationInput>;
export const TakeOnInput = z.strictObject(onCase);
export type TakeOnInput = z.infer<typeof TakeOnInput>;
export const TeamInput = z.strictObject({ ...onCase, userId: UserId });
export type TeamInput = z.infer<typeof TeamInput>;

/** What becomes of an enrolment that something stands against. */
const enrolling = {
  /** `leave_out`: enrolled without the sessions whose time the student does not have. */
  onClash: z._default(z.enum(["refuse", "leave_out"]), "refuse"),
  /** `wait`: while all places are taken, on the waiting list. */
  whenFull: z._default(z.enum(["refuse", "wait"]), "refuse"),
};
const Enrolling = z.strictObject(enrolling);
export type Enrolling = z.infer<typeof Enrolling>;

export const AddActionInput = z.strictObject({
  ...onCase,
  entryId: id,
  ...Agreed.shape,
  /** Enrols the student in the intervention at once: both are there, or neither. */
  enrol: z.optional(Enrolling),
});
export type AddActionInput = z.infer<typeof AddActionInput>;
export const DoneActionInput = z.strictObject({
  ...onCase,
  actionId: id,
  version: SeenVersion,
  done: z.boolean(),
  /** The enrolment that the action led to; it must be the student's. */
  enrollmentId: z.optional(z.nullable(EnrollmentId)),
});
export type DoneActionInput = z.infer<typeof DoneActionInput>;
/** Enrols the student in the intervention that the action names, and marks it as done. */
export const EnrolActionInput = z.strictObject({ ...onCase, actionId: id, version: SeenVersion, ...enrolling });
export type EnrolActionInput = z.infer<typeof EnrolActionInput>;
const enrollmentId = z.nullable(EnrollmentId);
/** Null: all places are taken, and the student waits for one. The action stays open until then. */
export const ActionEnrolled = z.object({ caseId: CaseId, actionId: z.string(), version: z.number(), enrollmentId });
export const ActionChange = z.object({ caseId: CaseId, actionId: z.string(), version: z.number() });
/** Without an enrolment: none was asked for, or the student waits for a place. */
export const ActionAdded = z.extend(ActionChange, { enrollmentId });
