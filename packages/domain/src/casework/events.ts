import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { CaseId, StudentId, UserId } from "../kernel/ids.ts";
import { CaseStatus } from "./schema.ts";

const change = z.object({ caseId: CaseId, studentId: StudentId, version: z.number(), by: UserId });
const aboutEntry = z.extend(change, { entryId: z.string() });
const about = { aggregate: "case", audience: ["case", "list"] } as const;

/** With its first meeting. */
export const CaseOpened = defineEvent({ name: "CaseOpened", payload: aboutEntry, ...about });
/** A further meeting of a case that was there. */
export const MeetingRecorded = defineEvent({ name: "MeetingRecorded", payload: aboutEntry, ...about });
/** An update was written. */
export const CaseUpdated = defineEvent({ name: "CaseUpdated", payload: aboutEntry, ...about });
export const CaseStatusChanged = defineEvent({
  name: "CaseStatusChanged",
  payload: z.extend(aboutEntry, { from: CaseStatus, to: CaseStatus }),
  ...about,
});
/** Urgency or follow-up changed. */
export const CaseChanged = defineEvent({ name: "CaseChanged", payload: change, ...about });
export const MeetingEdited = defineEvent({ name: "MeetingEdited", payload: aboutEntry, ...about });
/** Struck through, with a reason. */
export const CaseEntryWithdrawn = defineEvent({ name: "CaseEntryWithdrawn", payload: aboutEntry, ...about });
/** Taken back within the first two minutes. */
export const CaseEntryUndone = defineEvent({ name: "CaseEntryUndone", payload: aboutEntry, ...about });
export const CaseWithdrawn = defineEvent({ name: "CaseWithdrawn", payload: change, ...about });
/** Somebody is asked to take the case on. */
export const CaseEscalated = defineEvent({
  name: "CaseEscalated",
  payload: z.extend(aboutEntry, { toUserId: UserId }),
  aggregate: "case",
  audience: ["case", "list", "person"],
});
export const CaseTakenOn = defineEvent({ name: "CaseTakenOn", payload: change, ...about });
/** Whoever was asked said no: the case waits for somebody else. */
export const CaseEscalationDeclined = defineEvent({ name: "CaseEscalationDeclined", payload: change, ...about });
export const CaseTeamChanged = defineEvent({
  name: "CaseTeamChanged",
  payload: z.extend(change, { userId: UserId, isOnTeam: z.boolean() }),
  aggregate: "case",
  audience: ["case", "list", "person"],
});
/** Something agreed on was added, done or opened again. */
export const CaseActionChanged = defineEvent({
  name: "CaseActionChanged",
  payload: z.extend(change, { actionId: z.string() }),
  ...about,
});

/** A ready plan was written, changed or removed. */
export const ReadyPlanChanged = defineEvent({
  name: "ReadyPlanChanged",
  payload: z.object({ planId: z.string(), version: z.number() }),
  aggregate: "ready_plan",
  audience: ["list"],
});
