import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { SessionId, UserId } from "../kernel/ids.ts";
import { RosterRow } from "./schema.ts";

/** Whole rows, so that applying one twice, late or out of order comes to the same roster. */
const rosterPatch = z.object({
  sessionId: SessionId,
  version: z.number(),
  by: UserId,
  rows: z.array(RosterRow),
});

/** Marks were set, contested or chosen between. */
export const AttendanceRecorded = defineEvent({
  name: "AttendanceRecorded",
  payload: rosterPatch,
  aggregate: "session",
  audience: ["roster", "day"],
});

/** A walk-in joined, or an enrolled student is or is not expected at this session. */
export const ExpectationChanged = defineEvent({
  name: "ExpectationChanged",
  payload: rosterPatch,
  aggregate: "session",
  audience: ["roster", "day"],
});
