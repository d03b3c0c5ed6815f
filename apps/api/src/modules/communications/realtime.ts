import type { EventName, EventPayload } from "@handrail/domain/events";

import { rooms, toList, toStudent, type Audiences, type Delivery } from "../../realtime/rooms.ts";

type Payload = EventPayload<"CommunicationSent">;

const hear = (
  tenantId: string,
  message: "CommunicationSent" | "CommunicationChanged",
  payload: Payload,
): Delivery[] => [
  toStudent(tenantId, payload.studentId),
  ...(payload.interventionId === undefined
    ? []
    : [{ room: rooms.intervention(tenantId, payload.interventionId), message, payload }]),
  ...(payload.caseId === undefined ? [] : [{ room: rooms.case(tenantId, payload.caseId), message, payload }]),
  toList(tenantId, "messages"),
];

type Own = Extract<
  EventName,
  | "CommunicationSent"
  | "CommunicationChanged"
  | "ContactLogged"
  | "ContactChanged"
  | "TemplateSaved"
  | "TemplateRetired"
>;

export const communicationAudiences: Audiences<Own> = {
  CommunicationSent: (tenantId, payload) => hear(tenantId, "CommunicationSent", payload),
  CommunicationChanged: (tenantId, payload) => hear(tenantId, "CommunicationChanged", payload),
  ContactLogged: (tenantId, { studentId }) => [toStudent(tenantId, studentId), toList(tenantId, "messages")],
  ContactChanged: (tenantId, { studentId }) => [toStudent(tenantId, studentId), toList(tenantId, "messages")],
  TemplateSaved: (tenantId) => [toList(tenantId, "messages")],
  TemplateRetired: (tenantId) => [toList(tenantId, "messages")],
};
