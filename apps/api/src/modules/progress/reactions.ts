import type { Reactions } from "../../jobs/reaction.ts";
import { job } from "../../jobs/task.ts";
import { evaluateSession, evaluationOf } from "./tasks.ts";

/** A roll is taken row by row: once it rests, it is looked at. */
const restMs = 2_000;

/** What can change whether somebody should exit: a mark, a point, the plan, who takes part. */
export const progressReactions: Reactions = {
  AttendanceRecorded: ({ tenantId, payload: { sessionId } }) => [
    job(evaluateSession, { tenantId, sessionId }, { key: `progress.evaluate-session:${sessionId}`, afterMs: restMs }),
  ],
  ProgressUpdated: ({ tenantId, payload }) => [evaluationOf(tenantId, payload.interventionId)],
  InterventionChanged: ({ tenantId, payload }) => [evaluationOf(tenantId, payload.interventionId)],
  InterventionStatusChanged: ({ tenantId, payload }) => [evaluationOf(tenantId, payload.interventionId)],
  InterventionEnrollmentChanged: ({ tenantId, payload }) => [evaluationOf(tenantId, payload.interventionId)],
};
