import { followUpFault, followUpOf } from "@handrail/domain/casework/follow-up";
import type { RecordMeetingInput } from "@handrail/domain/casework/meeting-schema";
import type { DraftBody } from "@handrail/domain/casework/recorder-schema";
import { canBeMeetingDate } from "@handrail/domain/casework/rules";
import type { Day } from "@handrail/domain/kernel/time";
import type { Verdict } from "@handrail/domain/kernel/verdict";

import { shortDay } from "../../../lib/time.ts";

/** The fields of the recorder, in the order of the form: the first with an error gets the focus. */
export const fieldOrder = [
  "studentId",
  "meetingDate",
  "absenceReason",
  "rootCause",
  "interventionNotes",
  "actionPlan",
  "followUpDate",
  "urgency",
] as const;
export type FieldName = (typeof fieldOrder)[number];
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

export interface MeetingForm {
  readonly studentId: string | null;
  readonly body: DraftBody;
  readonly today: Day;
}

const isBlank = (text: string | undefined): boolean => (text ?? "").trim() === "";

/** The rule names days as they are stored; people read them as they say them. */
const asPeopleSay = (message: string): string => message.replaceAll(/\d{4}-\d{2}-\d{2}/g, (day) => shortDay(day));

const sentence = (verdict: Verdict): string | undefined =>
  verdict.allowed ? undefined : asPeopleSay(verdict.refusal.message);

/** The day that was typed, or null where none was; undefined where it means none. */
export const followUpDay = (typed: string | undefined, today: Day): Day | null | undefined => {
  if (isBlank(typed)) return null;
  return followUpOf(typed ?? "", today) ?? undefined;
};

/** What is wrong with the typed day of a follow-up. */
export const followUpError = (typed: string | undefined, today: Day): string | undefined => {
  if (isBlank(typed)) return undefined;
  const fault = followUpFault(typed ?? "", today);
  return fault === null ? undefined : asPeopleSay(fault);
};

const rules: { readonly [F in FieldName]: (form: MeetingForm) => string | undefined } = {
  studentId: ({ studentId }) => (studentId === null ? "Choose the student this is about." : undefined),
  meetingDate: ({ body, today }) =>
    isBlank(body.meetingDate) ? "Say on which day you met." : sentence(canBeMeetingDate(body.meetingDate ?? "", today)),
  absenceReason: ({ body }) => (isBlank(body.absenceReason) ? "Write what the student said." : undefined),
  rootCause: ({ body }) => (body.rootCause === undefined ? "Choose what lies behind it, 1 to 6." : undefined),
  interventionNotes: ({ body }) => (isBlank(body.interventionNotes) ? "Write what you noticed." : undefined),
  actionPlan: ({ body }) => (isBlank(body.actionPlan) ? "Write what happens next." : undefined),
  followUpDate: ({ body, today }) => followUpError(body.followUp, today),
  urgency: ({ body }) => (body.urgency === undefined ? "Choose how urgent it is: l, m or h." : undefined),
};

export const errorOf = (field: FieldName, form: MeetingForm): string | undefined => rules[field](form);

export const errorsOf = (form: MeetingForm): FieldErrors =>
  Object.fromEntries(
    fieldOrder.flatMap((field) => {
      const error = errorOf(field, form);
      return error === undefined ? [] : [[field, error]];
    }),
  );

/** What goes to the server, once nothing is wrong with the form; undefined before. */
export const inputOf = (
  { studentId, body, today }: MeetingForm,
  ids: { readonly mutationId: string; readonly draftId: string },
): RecordMeetingInput | undefined => {
  const { rootCause, urgency, meetingDate, absenceReason, interventionNotes, actionPlan } = body;
  if (studentId === null || rootCause === undefined || urgency === undefined || meetingDate === undefined)
    return undefined;
  if (absenceReason === undefined || interventionNotes === undefined || actionPlan === undefined) return undefined;
  return {
    ...ids,
    studentId: studentId as RecordMeetingInput["studentId"],
    mutationId: ids.mutationId as RecordMeetingInput["mutationId"],
    meetingDate,
    absenceReason,
    rootCause,
    interventionNotes,
    actionPlan,
    followUpDate: followUpDay(body.followUp, today) ?? null,
    urgency,
    isRestricted: body.isRestricted ?? false,
    ifActive: "join",
    actions: (body.actions ?? [])
      .filter((one) => !isBlank(one.what) && !isBlank(one.ownerId))
      .map(({ what, ownerId, dueOn }) => ({
        what,
        ownerId: ownerId as RecordMeetingInput["actions"][number]["ownerId"],
        dueOn: followUpDay(dueOn, today) ?? null,
      })),
  };
};
