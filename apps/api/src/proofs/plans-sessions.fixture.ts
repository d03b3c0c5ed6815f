import { demoIds } from "@handrail/db/seed/ids";

import { dosageRows } from "../modules/sessions/dosage-queries.ts";
import { interventionSessionRows } from "../modules/sessions/list-sessions.ts";
import { notTakenRows } from "../modules/sessions/not-taken.ts";
import { claimsInRange, enrolledStudents } from "../modules/sessions/schedule-facts.ts";
import { claimsAround } from "../modules/sessions/session-claims.ts";
import { clashesOfSlots, slotRows } from "../modules/sessions/slot-facts.ts";
import { staffAtSession } from "../modules/sessions/staff-free.ts";

const intervention = { interventionId: demoIds.intervention("alder", "reading-boost") };
const session = { sessionId: demoIds.session("alder", "reading-boost", "today") };
const staff = `{${demoIds.user("alder", "okafor")}}`;
const rooms = `{${demoIds.room("alder", "Room 4")}}`;
const from = "2026-09-01";
const to = "2027-07-31";
const now = new Date().toISOString();
const cursor = { cursorAt: now, cursorId: session.sessionId, most: 26 };
const slots = slotRows([{ ...session, startsAt: now, endsAt: now, facilitatorId: null, locationId: null }]);

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): { text: string; params: unknown[] } => ({ text: found.text, params: found.params(values) });

/** What the plan of sessions asks for. */
export const sessionLists: readonly (readonly [string, { text: string; params: unknown[] }])[] = [
  ["the claims of a schedule", of(claimsInRange, { ...intervention, staff, rooms, from, to, but: "{}" })],
  ["the claims around a session", of(claimsAround, { ...session, staff, rooms, from, to })],
  ["the clashes of new times", of(clashesOfSlots, { ...slots, but: "{}" })],
  ["whom a schedule books", of(enrolledStudents, intervention)],
  ["an intervention's sessions to come", of(interventionSessionRows.coming, { ...intervention, ...cursor, now })],
  ["an intervention's sessions before", of(interventionSessionRows.past, { ...intervention, ...cursor, now })],
  ["what was not taken, mine", of(notTakenRows, { ...cursor, now, mine: true })],
  ["what was not taken, whole school", of(notTakenRows, { ...cursor, now, mine: false })],
  ["who is free", of(staffAtSession, session)],
  ["dosage", of(dosageRows, intervention)],
];
