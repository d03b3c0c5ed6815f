import type { EventPayload } from "@handrail/domain/events";
import type { DayChanged } from "@handrail/domain/realtime/schema";

import { rooms, toList, type Audiences, type Delivery } from "../../realtime/rooms.ts";

const toDays = (tenantId: string, { sessionId }: DayChanged): Delivery => ({
  room: rooms.days(tenantId),
  message: "dayChanged",
  payload: { sessionId },
});

type Sessions = EventPayload<"SessionMoved">["sessions"];

/** Whoever has one of these rosters open asks again; the lists of the day learn once that there is something to ask for. */
const toRosters = (tenantId: string, sessions: Sessions): Delivery[] => [
  ...sessions.map(({ sessionId, version }): Delivery => ({
    room: rooms.roster(tenantId, sessionId),
    message: "resync",
    payload: { kind: "roster", id: sessionId, version },
  })),
  ...sessions.slice(0, 1).map((session) => toDays(tenantId, session)),
];

/** The change goes to the roster or to the intervention's page; lists learn only that there is something to ask for. */
export const sessionsAudiences: Audiences<
  | "CalendarFeedChanged"
  | "FacilitatorSubstituted"
  | "InterventionSessionScheduled"
  | "MakeUpSessionScheduled"
  | "SessionCancelled"
  | "SessionFinished"
  | "SessionMoved"
  | "SessionReopened"
  | "SessionRestored"
  | "SessionSeriesChanged"
> = {
  SessionFinished: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "SessionFinished", payload },
    toDays(tenantId, payload),
  ],
  SessionReopened: (tenantId, payload) => [
    { room: rooms.roster(tenantId, payload.sessionId), message: "SessionReopened", payload },
    toDays(tenantId, payload),
  ],
  InterventionSessionScheduled: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "InterventionSessionScheduled", payload },
    // Nobody has a roster open that was not there.
    ...payload.sessions.slice(0, 1).map((session) => toDays(tenantId, session)),
    toList(tenantId, "interventions"),
  ],
  SessionMoved: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "SessionMoved", payload },
    ...toRosters(tenantId, payload.sessions),
  ],
  SessionSeriesChanged: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "SessionSeriesChanged", payload },
    ...toRosters(tenantId, payload.sessions),
  ],
  SessionCancelled: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "SessionCancelled", payload },
    ...toRosters(tenantId, payload.sessions),
    toList(tenantId, "interventions"),
  ],
  SessionRestored: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "SessionRestored", payload },
    ...toRosters(tenantId, payload.sessions),
    toList(tenantId, "interventions"),
  ],
  FacilitatorSubstituted: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "FacilitatorSubstituted", payload },
    ...toRosters(tenantId, payload.sessions),
  ],
  MakeUpSessionScheduled: (tenantId, payload) => [
    { room: rooms.intervention(tenantId, payload.interventionId), message: "MakeUpSessionScheduled", payload },
    ...toRosters(tenantId, payload.sessions),
  ],
  CalendarFeedChanged: (tenantId, payload) => [
    { room: rooms.person(tenantId, payload.by), message: "CalendarFeedChanged", payload },
  ],
};
