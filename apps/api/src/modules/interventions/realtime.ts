import type { EventPayload } from "@handrail/domain/events";

import { rooms, toList, type Audiences, type Delivery } from "../../realtime/rooms.ts";

type Rosters = EventPayload<"InterventionStatusChanged">["rosters"];

/** Whoever has one of these rosters, or a day's list, open asks again. */
const toRosters = (tenantId: string, rosters: Rosters): Delivery[] =>
  rosters.flatMap(({ sessionId, version }): Delivery[] => [
    {
      room: rooms.roster(tenantId, sessionId),
      message: "resync",
      payload: { kind: "roster", id: sessionId, version },
    },
    { room: rooms.days(tenantId), message: "dayChanged", payload: { sessionId } },
  ]);

/** The page of the intervention and of the student hear the event; lists learn only that there is something to ask for. */
export const interventionsAudiences: Audiences<
  | "InterventionChanged"
  | "InterventionCreated"
  | "InterventionEnrollmentChanged"
  | "InterventionExited"
  | "InterventionExported"
  | "InterventionPlaceFreed"
  | "InterventionStatusChanged"
  | "ProgramDrafted"
  | "ProgramPublished"
  | "ProgramRetired"
> = {
  InterventionCreated: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionCreated", payload },
    toList(tenantId, "interventions"),
  ],
  InterventionChanged: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionChanged", payload },
    toList(tenantId, "interventions"),
  ],
  InterventionStatusChanged: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionStatusChanged", payload },
    toList(tenantId, "interventions"),
    ...toRosters(tenantId, payload.rosters),
  ],
  InterventionEnrollmentChanged: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionEnrollmentChanged", payload },
    { room: rooms.student(tenantId, payload.studentId), message: "InterventionEnrollmentChanged", payload },
    toList(tenantId, "interventions"),
    ...toRosters(tenantId, payload.rosters),
  ],
  InterventionExited: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionExited", payload },
    { room: rooms.student(tenantId, payload.studentId), message: "InterventionExited", payload },
  ],
  InterventionExported: () => [],
  InterventionPlaceFreed: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionPlaceFreed", payload },
  ],
  ProgramDrafted: (tenantId) => [toList(tenantId, "programs")],
  ProgramPublished: (tenantId) => [toList(tenantId, "programs"), toList(tenantId, "interventions")],
  ProgramRetired: (tenantId) => [toList(tenantId, "programs")],
};
