import type { DayChanged } from "@handrail/domain/realtime/schema";

import { rooms, toStudent, type Audiences, type Delivery } from "../../realtime/rooms.ts";

const toDays = (tenantId: string, { sessionId }: DayChanged): Delivery => ({
  room: rooms.days(tenantId),
  message: "dayChanged",
  payload: { sessionId },
});

/** The rows go to the roster; lists of the day and pages of students learn only that there is something to ask for. */
export const attendanceAudiences: Audiences<"AttendanceRecorded" | "ExpectationChanged"> = {
  AttendanceRecorded: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "AttendanceRecorded", payload },
    toDays(tenantId, payload),
    ...payload.rows.map(({ studentId }) => toStudent(tenantId, studentId)),
  ],
  ExpectationChanged: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "ExpectationChanged", payload },
    toDays(tenantId, payload),
  ],
};
