import type { Reactions } from "../../jobs/reaction.ts";
import { job } from "../../jobs/task.ts";
import { settled, settleGone } from "./settle-gone.ts";
import { tellAnswer, tellEscalation, tellMentions } from "./tell-about-case.ts";
import { tellOfPlace } from "./tell-of-place.ts";

interface OfCase {
  readonly caseId: string;
  readonly studentId: string;
}

interface OfEntry extends OfCase {
  readonly entryId: string;
  readonly by: string;
}

/** A case changed: what was said about it, and about the student's absences, may be settled. */
const ofCase = (tenantId: string, { caseId, studentId }: OfCase) => settled(tenantId, caseId, studentId);

const mentions = (tenantId: string, { caseId, studentId, entryId, by }: OfEntry) => [
  job(tellMentions, { tenantId, caseId, studentId, entryId, by }),
  ofCase(tenantId, { caseId, studentId }),
];

/** A roll is taken row by row: once it rests, it is looked at. */
const restMs = 2_000;
const ofSession = (tenantId: string, sessionId: string) =>
  job(
    settleGone,
    { tenantId, subjectIds: [sessionId] },
    { key: `notifications.settle-gone:${sessionId}`, afterMs: restMs },
  );

export const notificationReactions: Reactions = {
  CaseOpened: ({ tenantId, payload }) => mentions(tenantId, payload),
  MeetingRecorded: ({ tenantId, payload }) => mentions(tenantId, payload),
  MeetingEdited: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseUpdated: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseStatusChanged: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseChanged: ({ tenantId, payload }) => [ofCase(tenantId, payload)],
  CaseEntryUndone: ({ tenantId, payload }) => [ofCase(tenantId, payload)],
  CaseWithdrawn: ({ tenantId, payload }) => [ofCase(tenantId, payload)],
  CaseEscalated: ({ tenantId, payload: { caseId, studentId, by, toUserId } }) => [
    job(tellEscalation, { tenantId, caseId, studentId, by, toUserId }),
    ofCase(tenantId, { caseId, studentId }),
  ],
  CaseTakenOn: ({ tenantId, payload: { caseId, studentId, by } }) => [
    job(tellAnswer, { tenantId, caseId, studentId, by, isTaken: true }),
    ofCase(tenantId, { caseId, studentId }),
  ],
  CaseEscalationDeclined: ({ tenantId, payload: { caseId, studentId, by } }) => [
    job(tellAnswer, { tenantId, caseId, studentId, by, isTaken: false }),
    ofCase(tenantId, { caseId, studentId }),
  ],
  InterventionPlaceFreed: ({ tenantId, payload: { interventionId } }) => [
    job(tellOfPlace, { tenantId, interventionId }),
  ],
  InterventionEnrollmentChanged: ({ tenantId, payload }) => [settled(tenantId, payload.interventionId)],
  InterventionChanged: ({ tenantId, payload }) => [settled(tenantId, payload.interventionId)],
  InterventionStatusChanged: ({ tenantId, payload }) => [settled(tenantId, payload.interventionId)],
  ExitDecided: ({ tenantId, payload }) => [settled(tenantId, payload.interventionId)],
  ExitSuperseded: ({ tenantId, payload }) => [settled(tenantId, payload.interventionId)],
  AttendanceRecorded: ({ tenantId, payload: { sessionId } }) => [ofSession(tenantId, sessionId)],
  ExpectationChanged: ({ tenantId, payload: { sessionId } }) => [ofSession(tenantId, sessionId)],
  SessionCancelled: ({ tenantId, payload: { sessions } }) =>
    sessions.map(({ sessionId }) => ofSession(tenantId, sessionId)),
};
