import type { EventName, EventPayload } from "@handrail/domain/events";

import { rooms, toList, type Audience, type Audiences, type Delivery } from "../../realtime/rooms.ts";

type CaseEvent = Extract<
  EventName,
  | "CaseOpened"
  | "MeetingRecorded"
  | "CaseUpdated"
  | "CaseStatusChanged"
  | "CaseChanged"
  | "MeetingEdited"
  | "CaseEntryWithdrawn"
  | "CaseEntryUndone"
  | "CaseWithdrawn"
  | "CaseEscalated"
  | "CaseTakenOn"
  | "CaseEscalationDeclined"
  | "CaseTeamChanged"
  | "CaseActionChanged"
>;

/**
 * The case's own room hears what happened. Who watches the student may not know of the case: they learn only that
 * the lists of cases have changed, as everybody with the tool does.
 */
const toCase =
  <N extends CaseEvent>(message: N): Audience<N> =>
  (tenantId, payload) => [
    { room: rooms.case(tenantId, payload.caseId), message, payload } as Delivery,
    toList(tenantId, "cases"),
  ];

/** As above, and the person it calls on hears it wherever they are. */
const toCaseAndPerson =
  <N extends "CaseEscalated" | "CaseTeamChanged">(
    message: N,
    personOf: (payload: EventPayload<N>) => string,
  ): Audience<N> =>
  (tenantId, payload) => [
    { room: rooms.case(tenantId, payload.caseId), message, payload } as Delivery,
    { room: rooms.person(tenantId, personOf(payload)), message, payload } as Delivery,
    toList(tenantId, "cases"),
    toList(tenantId, "inbox"),
  ];

export const caseworkAudiences: Audiences<CaseEvent | "ReadyPlanChanged"> = {
  CaseOpened: toCase("CaseOpened"),
  MeetingRecorded: toCase("MeetingRecorded"),
  CaseUpdated: toCase("CaseUpdated"),
  CaseStatusChanged: toCase("CaseStatusChanged"),
  CaseChanged: toCase("CaseChanged"),
  MeetingEdited: toCase("MeetingEdited"),
  CaseEntryWithdrawn: toCase("CaseEntryWithdrawn"),
  CaseEntryUndone: toCase("CaseEntryUndone"),
  CaseWithdrawn: toCase("CaseWithdrawn"),
  CaseEscalated: toCaseAndPerson("CaseEscalated", (payload) => payload.toUserId),
  CaseTakenOn: toCase("CaseTakenOn"),
  CaseEscalationDeclined: toCase("CaseEscalationDeclined"),
  CaseTeamChanged: toCaseAndPerson("CaseTeamChanged", (payload) => payload.userId),
  CaseActionChanged: toCase("CaseActionChanged"),
  ReadyPlanChanged: (tenantId) => [toList(tenantId, "cases")],
};
