import type { z } from "@hono/zod-openapi";

import { no } from "../kernel/refused.ts";
import type { appRouter } from "../router.ts";
import type { ChangedMeeting, DeleteQuery, ListQuery, NewFurtherMeeting, NewMeeting, NewProgress } from "./schemas.ts";
import { detailsOfCase, furtherOf, meetingOf, updateOf } from "./shapes.ts";

export type Caller = ReturnType<typeof appRouter.createCaller>;

type Known = { readonly [K in string]?: unknown };
/** Without what was not sent: the commands tell "unchanged" from "none" by it. */
const given = <T extends Known>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

export const listMeetings = async (caller: Caller, query: z.infer<typeof ListQuery>) => {
  const { status, urgency, root_cause: rootCause, student: studentId, cursor, limit } = query;
  const page = await caller.casework.list(given({ status, urgency, rootCause, studentId, cursor, limit }));
  const openings = await caller.casework.openings({ caseIds: page.cases.map(({ id }) => id) });
  const byCase = new Map(openings.map((one) => [one.caseId, one]));
  return { results: page.cases.map((row) => meetingOf(row, byCase.get(row.id))), next: page.next };
};

export const readMeeting = async (caller: Caller, caseId: string) =>
  detailsOfCase(await caller.casework.one({ caseId }));

export const createMeeting = async (caller: Caller, body: z.infer<typeof NewMeeting>, mutationId: string) => {
  const { caseId } = await caller.casework.recordMeeting({
    mutationId,
    studentId: body.student,
    meetingDate: body.meeting_date,
    absenceReason: body.absence_reason,
    rootCause: body.root_cause,
    interventionNotes: body.intervention_notes,
    actionPlan: body.action_plan,
    followUpDate: body.follow_up_date ?? null,
    urgency: body.urgency_level,
    ifActive: "refuse",
  });
  return readMeeting(caller, caseId);
};

/** The whole meeting as it should be; what is refused of it leaves all of it as it was. */
export const changeMeeting = async (
  caller: Caller,
  { id: caseId, body, mutationId }: { id: string; body: z.infer<typeof ChangedMeeting>; mutationId: string },
) => {
  await caller.casework.updateMeeting({
    mutationId,
    caseId,
    meetingDate: body.meeting_date,
    absenceReason: body.absence_reason,
    rootCause: body.root_cause,
    interventionNotes: body.intervention_notes,
    actionPlan: body.action_plan,
    urgency: body.urgency_level,
    ...given({
      followUpDate: body.follow_up_date,
      studentId: body.student,
      status: body.status,
      resolutionNotes: body.resolution_notes,
      version: body.version,
    }),
  });
  return readMeeting(caller, caseId);
};

/** Another meeting about the cause of a case that is active. */
export const addMeeting = async (
  caller: Caller,
  { id: caseId, body, mutationId }: { id: string; body: z.infer<typeof NewFurtherMeeting>; mutationId: string },
) => {
  const { case: row } = await caller.casework.one({ caseId });
  const { entryId } = await caller.casework.recordMeeting({
    mutationId,
    caseId,
    studentId: row.studentId,
    rootCause: row.rootCause,
    ifActive: "join",
    meetingDate: body.meeting_date,
    absenceReason: body.absence_reason,
    interventionNotes: body.intervention_notes,
    actionPlan: body.action_plan,
    followUpDate: body.follow_up_date === undefined ? row.followUpDate : body.follow_up_date,
    urgency: body.urgency_level ?? row.urgency,
  });
  const { entries } = await caller.casework.one({ caseId });
  const [meeting] = entries.filter(({ id }) => id === entryId).flatMap(furtherOf);
  if (meeting === undefined) throw no("NOT_FOUND", "This meeting was taken back since.");
  return meeting;
};

export const deleteMeeting = async (
  caller: Caller,
  { id: caseId, query, mutationId }: { id: string; query: z.infer<typeof DeleteQuery>; mutationId: string },
): Promise<void> => {
  await caller.casework.withdrawCase({ mutationId, caseId, reason: query.reason ?? "Deleted by a program." });
};

export const addProgress = async (caller: Caller, body: z.infer<typeof NewProgress>, mutationId: string) => {
  const caseId = body.meeting;
  const { entryId } = await caller.casework.addUpdate({
    mutationId,
    caseId,
    updateText: body.update_text,
    ...given({
      version: body.version,
      status: body.status,
      escalateTo: body.escalate_to,
      resolutionNotes: body.resolution_notes,
      followUpDate: body.follow_up_date,
    }),
  });
  const { entries } = await caller.casework.one({ caseId });
  const entry = entries.find(({ id }) => id === entryId);
  if (entry === undefined) throw no("NOT_FOUND", "This update was taken back since.");
  return updateOf(entry);
};
