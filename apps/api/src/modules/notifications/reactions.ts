import type { Reactions } from "../../jobs/reaction.ts";
import { job } from "../../jobs/task.ts";
import { tellEscalation, tellMentions } from "./tell-about-case.ts";
import { tellOfPlace } from "./tell-of-place.ts";

interface OfEntry {
  readonly caseId: string;
  readonly studentId: string;
  readonly entryId: string;
  readonly by: string;
}

const mentions = (tenantId: string, { caseId, studentId, entryId, by }: OfEntry) => [
  job(tellMentions, { tenantId, caseId, studentId, entryId, by }),
];

export const notificationReactions: Reactions = {
  CaseOpened: ({ tenantId, payload }) => mentions(tenantId, payload),
  MeetingRecorded: ({ tenantId, payload }) => mentions(tenantId, payload),
  MeetingEdited: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseUpdated: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseStatusChanged: ({ tenantId, payload }) => mentions(tenantId, payload),
  CaseEscalated: ({ tenantId, payload: { caseId, studentId, by, toUserId } }) => [
    job(tellEscalation, { tenantId, caseId, studentId, by, toUserId }),
  ],
  InterventionPlaceFreed: ({ tenantId, payload: { interventionId } }) => [
    job(tellOfPlace, { tenantId, interventionId }),
  ],
};
