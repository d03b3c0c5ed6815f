import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const session = { sessionId: "session" } as const;
const intervention = { interventionId: "intervention" } as const;
const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const slotIn = (room: string) => ({ day: soon(3), time: "10:00", durationMinutes: 30, locationId: room });
const cursorAt = (session: string) => ({ startsAt: new Date().toISOString(), id: session });
const planOf = ({ intervention: interventionId, room, user }: Ids) => ({
  interventionId,
  patterns: [
    {
      recurrence: "FREQ=WEEKLY",
      startsOn: soon(1),
      endsOn: soon(14),
      localTime: "16:00",
      durationMinutes: 30,
      locationId: room,
      facilitatorId: user,
    },
  ],
  choices: [],
});
const planIds = {
  ...intervention,
  "patterns.0.locationId": "room",
  "patterns.0.facilitatorId": "user",
} as const;
const place = { locationId: "room", facilitatorId: "user" } as const;

/** An input for every procedure about the plan of sessions. */
export const sessionSamples: Readonly<Record<string, Sample>> = {
  "sessions.exportNotTaken": { input: () => ({ mutationId: newId(), scope: "mine", format: "csv_comma" }), ids: {} },
  "sessions.notTaken": {
    input: (ids) => ({ scope: "school", cursor: cursorAt(ids.session) }),
    ids: { "cursor.id": "session" },
  },
  "sessions.calendarFeeds": { input: null, ids: {} },
  "sessions.makeFeed": {
    input: () => ({
      mutationId: newId(),
      scope: "facilitating",
      kind: null,
    }),
    ids: {},
  },
  "sessions.endFeed": { input: (ids) => ({ mutationId: newId(), feedId: ids.claim }), ids: { feedId: "claim" } },
  "sessions.ofIntervention": {
    input: (ids) => ({ interventionId: ids.intervention, when: "coming", cursor: cursorAt(ids.session) }),
    ids: { ...intervention, "cursor.id": "session" },
  },
  "sessions.scheduleOptions": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "sessions.previewSchedule": { input: planOf, ids: planIds },
  "sessions.schedule": {
    input: (ids) => ({ mutationId: newId(), ...planOf(ids), count: 1 }),
    ids: planIds,
  },
  "sessions.checkSlot": {
    input: (ids) => ({ sessionId: ids.session, ...slotIn(ids.room), facilitatorId: ids.user }),
    ids: { ...session, ...place },
  },
  "sessions.freeStaff": { input: (ids) => ({ sessionId: ids.session }), ids: session },
  "sessions.move": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, version: 1, ...slotIn(ids.room) }),
    ids: { ...session, locationId: "room" },
  },
  "sessions.changeSeries": {
    input: (ids) => ({
      mutationId: newId(),
      sessionId: ids.session,
      version: 1,
      scope: "all",
      shiftDays: 0,
      time: "10:00",
      durationMinutes: 30,
      locationId: ids.room,
      facilitatorId: ids.user,
    }),
    ids: { ...session, ...place },
  },
  "sessions.cancel": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, version: 1, scope: "one", reason: "Snow" }),
    ids: session,
  },
  "sessions.restore": {
    input: (ids) => ({ mutationId: newId(), interventionId: ids.intervention, sessionIds: [ids.session] }),
    ids: { ...intervention, "sessionIds.0": "session" },
  },
  "sessions.substitute": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, version: 1, facilitatorId: ids.user }),
    ids: { ...session, facilitatorId: "user" },
  },
  "sessions.makeUp": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, ...slotIn(ids.room), facilitatorId: ids.user }),
    ids: { ...session, ...place },
  },
};
