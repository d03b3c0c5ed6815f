import type { Case } from "@handrail/domain/casework/case-schema";
import { canClose, canMove } from "@handrail/domain/casework/machine";
import type { z } from "@hono/zod-openapi";

import { insist, no } from "../kernel/refused.ts";
import type { appRouter } from "../router.ts";
import { furtherId } from "./mutation-id.ts";
import type { ChangedMeeting, DeleteQuery, ListQuery, NewMeeting, NewProgress } from "./schemas.ts";
import { detailsOfCase, meetingOf, openingOf, updateOf } from "./shapes.ts";

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

/** What of the opening meeting is to be otherwise. */
const wordsOf = (found: Case, body: z.infer<typeof ChangedMeeting>) => {
  const opening = openingOf(found.entries);
  if (opening === undefined) throw no("NOT_FOUND", "There is no such meeting for you.");
  const wanted = {
    meetingDate: body.meeting_date,
    absenceReason: body.absence_reason.trim(),
    interventionNotes: body.intervention_notes.trim(),
    actionPlan: body.action_plan.trim(),
  };
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  const changed = names.filter((name) => wanted[name] !== opening[name]);
  return { opening, words: Object.fromEntries(changed.map((name) => [name, wanted[name]])) };
};

/**
 * The whole meeting as it should be. Words may change while nothing follows; urgency, follow-up and status always. The move
 * is held against the rules before anything is written.
 */
export const changeMeeting = async (
  caller: Caller,
  { id: caseId, body, mutationId }: { id: string; body: z.infer<typeof ChangedMeeting>; mutationId: string },
) => {
  const found = await caller.casework.one({ caseId });
  const { case: row } = found;
  if (body.student !== undefined && body.student.toLowerCase() !== row.studentId)
    throw no("INVALID_INPUT", "A meeting keeps its student.", { field: "studentId" });
  const { opening, words } = wordsOf(found, body);
  const status = body.status ?? row.status;
  const moves = status !== row.status;
  insist(canMove(row.status, status));
  if (moves) insist(canClose(status, body.resolution_notes));
  const facts = { urgency: body.urgency_level, followUpDate: body.follow_up_date ?? null };
  const rootCause = body.root_cause === row.rootCause ? {} : { rootCause: body.root_cause };
  const needsEdit = Object.keys({ ...words, ...rootCause }).length > 0;
  const needsFacts = facts.urgency !== row.urgency || facts.followUpDate !== row.followUpDate;
  let version = body.version ?? row.version;
  if (version !== row.version)
    throw no("STALE_VERSION", "This meeting has changed since it was read.", { field: "version" });
  if (needsEdit) {
    const edit = { mutationId, caseId, entryId: opening.id, version: opening.version, ...words, ...rootCause };
    ({ version } = await caller.casework.editMeeting({ ...edit, ...(needsFacts ? facts : {}) }));
  } else if (needsFacts) ({ version } = await caller.casework.changeCase({ mutationId, caseId, version, ...facts }));
  if (moves)
    await caller.casework.changeStatus({
      mutationId: furtherId(mutationId, "status"),
      caseId,
      version,
      status,
      ...given({ resolutionNotes: body.resolution_notes }),
    });
  return readMeeting(caller, caseId);
};

export const deleteMeeting = async (
  caller: Caller,
  { id: caseId, query, mutationId }: { id: string; query: z.infer<typeof DeleteQuery>; mutationId: string },
): Promise<void> => {
  const { case: row } = await caller.casework.one({ caseId });
  const reason = query.reason ?? "Deleted by a program.";
  await caller.casework.withdrawCase({ mutationId, caseId, version: row.version, reason });
};

export const addProgress = async (caller: Caller, body: z.infer<typeof NewProgress>, mutationId: string) => {
  const caseId = body.meeting;
  const version = body.version ?? (await caller.casework.one({ caseId })).case.version;
  const { entryId } = await caller.casework.addUpdate({
    mutationId,
    caseId,
    version,
    updateText: body.update_text,
    ...given({ status: body.status, resolutionNotes: body.resolution_notes, followUpDate: body.follow_up_date }),
  });
  const { entries } = await caller.casework.one({ caseId });
  const entry = entries.find(({ id }) => id === entryId);
  if (entry === undefined) throw no("NOT_FOUND", "This update was taken back since.");
  return updateOf(entry);
};
