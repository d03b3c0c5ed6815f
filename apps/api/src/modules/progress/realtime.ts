import type { EventPayload } from "@handrail/domain/events";

import { rooms, toList, toStudent, type Audiences, type Delivery } from "../../realtime/rooms.ts";

type Recommendation = Pick<EventPayload<"ExitRecommended">, "studentId">;

/** Those who decide, and the student's page, learn that there is something to ask for. */
const toDeciders = (tenantId: string, { studentId }: Recommendation): Delivery[] => [
  toStudent(tenantId, studentId),
  toList(tenantId, "decisions"),
  toList(tenantId, "inbox"),
];

/** The page of the intervention hears the event; a student's page learns only that there is something to ask for. */
export const progressAudiences: Audiences<
  "EffectExported" | "ExitDecided" | "ExitPutOff" | "ExitRecommended" | "ExitSuperseded" | "ProgressUpdated"
> = {
  EffectExported: () => [],
  ExitPutOff: () => [],
  ProgressUpdated: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "ProgressUpdated", payload },
    ...payload.studentIds.map((studentId) => toStudent(tenantId, studentId)),
  ],
  ExitRecommended: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "ExitRecommended", payload },
    ...toDeciders(tenantId, payload),
  ],
  ExitSuperseded: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "ExitSuperseded", payload },
    ...toDeciders(tenantId, payload),
  ],
  ExitDecided: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "ExitDecided", payload },
    ...toDeciders(tenantId, payload),
  ],
};
