import type { Reactions } from "../../jobs/reaction.ts";
import { job } from "../../jobs/task.ts";
import { lookAtAbsences } from "./absences-task.ts";

export const sessionReactions: Reactions = {
  AttendanceRecorded: ({ tenantId, payload: { sessionId, rows } }) => {
    const studentIds = rows.filter(({ status }) => status === "absent").map(({ studentId }) => studentId);
    return studentIds.length === 0 ? [] : [job(lookAtAbsences, { tenantId, sessionId, studentIds })];
  },
};
