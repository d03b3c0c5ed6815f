import type { DayChanged } from "@handrail/domain/realtime/schema";

import { rooms, type Audiences, type Delivery } from "../../realtime/rooms.ts";

const toDays = (tenantId: string, { sessionId }: DayChanged): Delivery => ({
  room: rooms.days(tenantId),
  message: "dayChanged",
  payload: { sessionId },
});

/** The change goes to the roster; the lists of the day learn only that there is something to ask for. */
export const sessionsAudiences: Audiences<"SessionFinished" | "SessionReopened"> = {
  SessionFinished: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "SessionFinished", payload },
    toDays(tenantId, payload),
  ],
  SessionReopened: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "SessionReopened", payload },
    toDays(tenantId, payload),
  ],
};
