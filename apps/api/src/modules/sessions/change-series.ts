import type { SeriesId } from "@handrail/domain/kernel/ids";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import { closedWords, dayStateOf, type SchoolCalendar } from "@handrail/domain/sessions/calendar";
import { isStillOpen } from "@handrail/domain/sessions/change-rules";
import type { ChangeSeriesInput } from "@handrail/domain/sessions/change-schema";
import { SessionSeriesChanged } from "@handrail/domain/sessions/events";
import { instantIn } from "@handrail/domain/sessions/zone-time";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { ownerForChange, plannedFacts, sessionsInScope, type PlannedFacts } from "./change-facts.ts";
import { auditOf, changed, insistOnOpen, openPlan, sessionSeen } from "./change-plan.ts";
import { cancelWrites, placeSessions, splitSeries, writeSeries } from "./change-writes.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { checkPlace } from "./schedule-input.ts";
import { insistOnFree, type Slot } from "./slot-facts.ts";

type Input = z.infer<typeof ChangeSeriesInput>;

interface Placed {
  readonly session: PlannedFacts;
  readonly slot: Slot;
  /** Why the school's calendar has no room for it there; null: it has, or its time stays as it was. */
  readonly closed: string | null;
}

/** Where each session comes to be: its own day, moved by the same number of days, at the new time. */
const placesOf = (sessions: readonly PlannedFacts[], input: Input, calendar: SchoolCalendar): Placed[] =>
  sessions.map((session) => {
    const day = addDays(dayIn(calendar.zone, session.startsAt), input.shiftDays);
    const startsAt = instantIn(calendar.zone, day, input.time);
    const end = Date.parse(startsAt) + input.durationMinutes * 60_000;
    const { facilitatorId, locationId, time } = input;
    const endsAt = new Date(end).toISOString();
    const isMoved = startsAt !== session.startsAt || endsAt !== session.endsAt;
    return {
      session,
      slot: { sessionId: session.id, startsAt, endsAt, facilitatorId, locationId },
      closed: isMoved ? closedWords(dayStateOf(calendar, { day, time }, end)) : null,
    };
  });

const reasonsIn = (places: readonly Placed[]): Map<string, PlannedFacts[]> => {
  const reasons = new Map<string, PlannedFacts[]>();
  for (const { closed, session } of places)
    if (closed !== null) reasons.set(closed, [...(reasons.get(closed) ?? []), session]);
  return reasons;
};

/**
 * Changes what is still to come of a series, from one session on or all of it. What has begun or has marks is never
 * touched. From one session on, the series is split: what was before keeps its pattern. Those that would come to lie where
 * the school is closed are left out, as they are when a series is made: they are cancelled, with the reason.
 */
export const changeSeries = command({
  name: "sessions.changeSeries",
  facts: (input: Input) => [ownerForChange(input), sessionsInScope(input), schoolCalendar({ room: input.locationId })],
  decide: async (tx, input, [[found], rows, [school]]) => {
    const owner = openPlan(tx, found);
    insistOnOpen(owner);
    const all = plannedFacts(rows);
    const { seriesId } = sessionSeen(all, input);
    if (seriesId === null) throw no("IMPOSSIBLE_MOVE", "This session is not part of a series. Move only this session.");
    const calendar = calendarOf(school);
    checkPlace(input, calendar);
    const open = all.filter((one) => isStillOpen(one, tx.now));
    const first = open.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))[0];
    if (first === undefined) throw no("SESSION_FINISHED", "This series has no sessions to come.");
    const places = placesOf(open, input, calendar);
    const slots = places.filter(({ closed }) => closed === null).map(({ slot }) => slot);
    if (slots.length === 0)
      throw no("INVALID_INPUT", `No session can be held then. ${places[0]?.closed ?? ""}.`, { field: "time" });
    if (slots.some(({ startsAt }) => startsAt <= tx.now))
      throw no("INVALID_INPUT", "The first session would be in the past.", { field: "time" });
    const leftOut = places.filter(({ closed }) => closed !== null).map(({ session }) => session.id);
    await insistOnFree(tx, slots, leftOut);
    // First of all: others of the series may come to lie where these were.
    for (const [reason, sessions] of reasonsIn(places)) cancelWrites(tx, sessions, reason);
    placeSessions(tx, slots, input.mutationId);
    const { time, durationMinutes, locationId, facilitatorId } = input;
    const values = { time, durationMinutes, locationId, facilitatorId };
    const changedSeries = input.scope === "following" ? (newId() as SeriesId) : seriesId;
    if (input.scope === "following")
      tx.write(
        splitSeries({
          ...values,
          from: seriesId,
          into: changedSeries,
          startsOn: first.occursOn ?? dayIn(calendar.zone, first.startsAt),
          sessionIds: `{${open.map(({ id }) => id).join(",")}}`,
        }),
      );
    else tx.write(writeSeries({ seriesId, ...values }));
    const { record, payload, output } = changed(tx, owner, open);
    const placeOf = new Map(places.map(({ session, slot, closed }) => [session.id, { slot, closed }]));
    const after = ({ id }: PlannedFacts): unknown => {
      const place = placeOf.get(id);
      return place?.closed == null ? place?.slot : { status: "cancelled", reason: place.closed };
    };
    return done({ ...output(all.length - open.length), leftOut: leftOut.length }, [
      emit(SessionSeriesChanged, {
        ...record,
        payload: { ...payload, seriesId: changedSeries },
        audit: auditOf(open, after),
      }),
    ]);
  },
});
