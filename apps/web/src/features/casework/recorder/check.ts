import { followUpFault, followUpOf } from "@handrail/domain/casework/follow-up";
import type { RecordMeetingInput } from "@handrail/domain/casework/meeting-schema";
import type { ActiveCases, DraftBody } from "@handrail/domain/casework/recorder-schema";
import { canBeMeetingDate, meetsFollowUp } from "@handrail/domain/casework/rules";
import type { Urgency } from "@handrail/domain/casework/schema";
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
  /** The active case of this student and cause. Null: there is none. Undefined: the server did not answer yet. */
  readonly active: ActiveCases[number] | null | undefined;
}

/** The case that this meeting will be added to, as far as it is known. */
const joinedCase = ({ active }: MeetingForm): ActiveCases[number] | null => (active?.mayJoin === true ? active : null);

/** The follow-up of the case that this meeting meets; null where it meets none. */
const metFollowUp = (form: MeetingForm): Day | null => {
  const due = joinedCase(form)?.followUpDate ?? null;
  return meetsFollowUp(due, form.body.meetingDate ?? form.today) ? due : null;
};

/** The urgency on view: what was chosen, else that of the case. Without an answer of the server nobody knows it. */
export const urgencyOf = (form: MeetingForm): Urgency | undefined =>
  form.body.urgency ?? (form.active === undefined ? undefined : (joinedCase(form)?.urgency ?? "medium"));

/** The follow-up on view: what was typed, else that of the case, unless this meeting is it. */
export const followUpText = (form: MeetingForm): string =>
  form.body.followUp ?? (metFollowUp(form) === null ? (joinedCase(form)?.followUpDate ?? "") : "");

/** What the case will have after this meeting and does not have now. */
export interface CaseChanges {
  readonly urgency: { readonly from: Urgency; readonly to: Urgency } | null;
  readonly followUp: { readonly from: Day | null; readonly to: Day | null; readonly isMet: boolean } | null;
}

export const changesOf = (form: MeetingForm): CaseChanges => {
  const one = joinedCase(form);
  if (one === null || one.urgency === null) return { urgency: null, followUp: null };
  const to = followUpDay(followUpText(form), form.today);
  const isTouched = form.body.followUp !== undefined || metFollowUp(form) !== null;
  const urgency = urgencyOf(form) ?? one.urgency;
  return {
    urgency: urgency === one.urgency ? null : { from: one.urgency, to: urgency },
    followUp:
      !isTouched || to === undefined || to === one.followUpDate
        ? null
        : { from: one.followUpDate, to, isMet: metFollowUp(form) !== null },
  };
};

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
  rootCause: ({ body }) => (body.rootCause === undefined ? "Choose the root cause, 1 to 6." : undefined),
  interventionNotes: ({ body }) => (isBlank(body.interventionNotes) ? "Write what you noticed." : undefined),
  actionPlan: ({ body }) => (isBlank(body.actionPlan) ? "Write what happens next." : undefined),
  // A day that was not touched is the case's own, and may have passed.
  followUpDate: ({ body, today }) => followUpError(body.followUp, today),
  urgency: (form) => (urgencyOf(form) === undefined ? "Choose how urgent it is: l, m or h." : undefined),
};

export const errorOf = (field: FieldName, form: MeetingForm): string | undefined => rules[field](form);

export const errorsOf = (form: MeetingForm): FieldErrors =>
  Object.fromEntries(
    fieldOrder.flatMap((field) => {
      const error = errorOf(field, form);
      return error === undefined ? [] : [[field, error]];
    }),
  );

/** Of urgency and follow-up what goes to the server: of an active case only what was touched, or what this meeting meets. */
const caseFields = (form: MeetingForm): Pick<RecordMeetingInput, "urgency" | "followUpDate"> => {
  const { body, today } = form;
  const urgency = joinedCase(form) === null ? urgencyOf(form) : body.urgency;
  const isTouched = body.followUp !== undefined || metFollowUp(form) !== null;
  return {
    ...(urgency === undefined ? {} : { urgency }),
    ...(isTouched ? { followUpDate: followUpDay(followUpText(form), today) ?? null } : {}),
  };
};

/** What goes to the server, once nothing is wrong with the form; undefined before. */
export const inputOf = (
  form: MeetingForm,
  ids: { readonly mutationId: string; readonly draftId: string },
): RecordMeetingInput | undefined => {
  const { studentId, body, today, active } = form;
  const { rootCause, meetingDate, absenceReason, interventionNotes, actionPlan } = body;
  if (studentId === null || rootCause === undefined || urgencyOf(form) === undefined || meetingDate === undefined)
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
    ...caseFields(form),
    isRestricted: body.isRestricted ?? false,
    // A case that came up since is shown first: the form does not hold its values.
    ifActive: active === null ? "refuse" : "join",
    actions: (body.actions ?? [])
      .filter((one) => !isBlank(one.what) && !isBlank(one.ownerId))
      .map(({ what, ownerId, dueOn }) => ({
        what,
        ownerId: ownerId as RecordMeetingInput["actions"][number]["ownerId"],
        dueOn: followUpDay(dueOn, today) ?? null,
      })),
  };
};
