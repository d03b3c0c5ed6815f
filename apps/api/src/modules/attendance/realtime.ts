import type { DayChanged } from "@handrail/domain/realtime/schema";

import { rooms, type Audiences, type Delivery } from "../../realtime/rooms.ts";

const toDays = (tenantId: string, { sessionId }: DayChanged): Delivery => ({
  room: rooms.days(tenantId),
  message: "dayChanged",
  payload: { sessionId },
});

/** The rows go to the roster; the lists of the day learn only that there is something to ask for. */
export const attendanceAudiences: Audiences<"AttendanceRecorded" | "ExpectationChanged"> = {
  AttendanceRecorded: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "AttendanceRecorded", payload },
    toDays(tenantId, payload),
  ],
  ExpectationChanged: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "ExpectationChanged", payload },
    toDays(tenantId, payload),
  ],
};
