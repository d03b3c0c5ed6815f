import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { SessionId, UserId } from "../kernel/ids.ts";
import { Claim, RosterRow } from "./schema.ts";

/**
 * A row as it is after the event, without its words: notes are personal, and events hold nothing personal. Where a note
 * changed, whoever watches asks for the roster again.
 */
export const RosterEventRow = z.extend(z.omit(RosterRow, { note: true, contested: true }), {
  contested: z.array(z.omit(Claim, { note: true })),
  noteChanged: z.boolean(),
});
export type RosterEventRow = z.infer<typeof RosterEventRow>;

/** Whole rows, so that applying one twice, late or out of order comes to the same roster. */
const rosterPatch = z.object({
  sessionId: SessionId,
  version: z.number(),
  by: UserId,
  rows: z.array(RosterEventRow),
});

/** Marks were set, contested or chosen between. */
export const AttendanceRecorded = defineEvent({
  name: "AttendanceRecorded",
  payload: rosterPatch,
  aggregate: "session",
  audience: ["roster", "day", "student"],
});

/** A walk-in joined, or an enrolled student is or is not expected at this session. */
export const ExpectationChanged = defineEvent({
  name: "ExpectationChanged",
  payload: rosterPatch,
  aggregate: "session",
  audience: ["roster", "day"],
});
