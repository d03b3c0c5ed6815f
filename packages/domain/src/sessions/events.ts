import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { InterventionId, SeriesId, SessionId, UserId } from "../kernel/ids.ts";

const change = z.object({ sessionId: SessionId, version: z.number(), by: UserId });

export const SessionFinished = defineEvent({
  name: "SessionFinished",
  payload: change,
  aggregate: "session",
  audience: ["roster", "day"],
});

export const SessionReopened = defineEvent({
  name: "SessionReopened",
  payload: change,
  aggregate: "session",
  audience: ["roster", "day"],
});

/** A change to the plan of an intervention: the version is the intervention's, each roster has its own. */
const planned = z.object({
  interventionId: InterventionId,
  version: z.number(),
  by: UserId,
  sessions: z.array(z.object({ sessionId: SessionId, version: z.number() })),
});

/** Sessions were made from patterns: one event for all that were saved together. */
export const InterventionSessionScheduled = defineEvent({
  name: "InterventionSessionScheduled",
  payload: z.extend(planned, { seriesIds: z.array(SeriesId) }),
  aggregate: "intervention",
  audience: ["intervention", "roster", "day", "list"],
});

/** Another day, another time or another room. */
export const SessionMoved = defineEvent({
  name: "SessionMoved",
  payload: planned,
  aggregate: "intervention",
  audience: ["intervention", "roster", "day"],
});

/** A series goes on otherwise, from some session or as a whole. */
export const SessionSeriesChanged = defineEvent({
  name: "SessionSeriesChanged",
  payload: z.extend(planned, { seriesId: SeriesId }),
  aggregate: "intervention",
  audience: ["intervention", "roster", "day"],
});

export const SessionCancelled = defineEvent({
  name: "SessionCancelled",
  payload: planned,
  aggregate: "intervention",
  audience: ["intervention", "roster", "day", "list"],
});

export const SessionRestored = defineEvent({
  name: "SessionRestored",
  payload: planned,
  aggregate: "intervention",
  audience: ["intervention", "roster", "day", "list"],
});

export const FacilitatorSubstituted = defineEvent({
  name: "FacilitatorSubstituted",
  payload: z.extend(planned, { facilitatorId: z.nullable(UserId) }),
  aggregate: "intervention",
  audience: ["intervention", "roster", "day"],
});

/** A session takes the place of a cancelled one. */
export const MakeUpSessionScheduled = defineEvent({
  name: "MakeUpSessionScheduled",
  payload: z.extend(planned, { makeUpFor: SessionId }),
  aggregate: "intervention",
  audience: ["intervention", "roster", "day"],
});

/** A person made or ended an address of their calendar. */
export const CalendarFeedChanged = defineEvent({
  name: "CalendarFeedChanged",
  payload: z.object({ feedId: z.string(), by: UserId, change: z.enum(["made", "ended"]) }),
  aggregate: "calendar_feed",
  audience: ["person"],
});
