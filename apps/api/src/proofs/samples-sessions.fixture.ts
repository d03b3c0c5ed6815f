import { v7 as newId } from "uuid";

import type { Sample } from "./sample-shape.fixture.ts";

const session = { sessionId: "session" } as const;
const intervention = { interventionId: "intervention" } as const;
const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const slot = { day: soon(3), time: "10:00", durationMinutes: 30, locationId: null };
const plan = {
  patterns: [
    {
      recurrence: "FREQ=WEEKLY",
      startsOn: soon(1),
      endsOn: soon(14),
      localTime: "16:00",
      durationMinutes: 30,
      locationId: null,
      facilitatorId: null,
    },
  ],
  choices: [],
};

/** An input for every procedure about the plan of sessions. */
export const sessionSamples: Readonly<Record<string, Sample>> = {
  "sessions.notTaken": { input: () => ({ scope: "school" }), ids: {} },
  "sessions.calendarFeeds": { input: null, ids: {} },
  "sessions.makeFeed": {
    input: () => ({
      mutationId: newId(),
      scope: "facilitating",
      kind: null,
      token: newId().replaceAll("-", "").padEnd(43, "A"),
    }),
    ids: {},
  },
  "sessions.endFeed": { input: () => ({ mutationId: newId(), feedId: newId() }), ids: {} },
  "sessions.ofIntervention": {
    input: (ids) => ({ interventionId: ids.intervention, when: "coming" }),
    ids: intervention,
  },
  "sessions.scheduleOptions": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "sessions.previewSchedule": { input: (ids) => ({ interventionId: ids.intervention, ...plan }), ids: intervention },
  "sessions.schedule": {
    input: (ids) => ({ mutationId: newId(), interventionId: ids.intervention, ...plan, count: 1 }),
    ids: intervention,
  },
  "sessions.checkSlot": {
    input: (ids) => ({ sessionId: ids.session, ...slot, facilitatorId: ids.user }),
    ids: { ...session, facilitatorId: "user" },
  },
  "sessions.freeStaff": { input: (ids) => ({ sessionId: ids.session }), ids: session },
  "sessions.move": {
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, version: 1, ...slot }),
    ids: session,
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
      locationId: null,
      facilitatorId: ids.user,
    }),
    ids: { ...session, facilitatorId: "user" },
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
    input: (ids) => ({ mutationId: newId(), sessionId: ids.session, ...slot, facilitatorId: ids.user }),
    ids: { ...session, facilitatorId: "user" },
  },
};
