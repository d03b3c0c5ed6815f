import type { SeriesId } from "@handrail/domain/kernel/ids";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
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
import { placeSessions, splitSeries, writeSeries } from "./change-writes.ts";
import { calendarOf, schoolCalendar } from "./schedule-facts.ts";
import { checkPlace } from "./schedule-input.ts";
import { insistOnFree, type Slot } from "./slot-facts.ts";

type Input = z.infer<typeof ChangeSeriesInput>;

/** Where each session comes to be: its own day, moved by the same number of days, at the new time. */
const slotsOf = (sessions: readonly PlannedFacts[], input: Input, zone: string): Slot[] =>
  sessions.map(({ id, startsAt: before }) => {
    const startsAt = instantIn(zone, addDays(dayIn(zone, before), input.shiftDays), input.time);
    return {
      sessionId: id,
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + input.durationMinutes * 60_000).toISOString(),
      facilitatorId: input.facilitatorId,
      locationId: input.locationId,
    };
  });

/**
 * Changes what is still to come of a series, from one session on or all of it. What has begun or has marks is never
 * touched. From one session on, the series is split: what was before keeps its pattern.
 */
export const changeSeries = command({
  name: "sessions.changeSeries",
  facts: (input: Input) => [ownerForChange(input), sessionsInScope(input), schoolCalendar({ room: input.locationId })],
  decide: async (tx, input, [[found], rows, [school]]) => {
    const owner = openPlan(tx, found);
    insistOnOpen(owner);
    const all = plannedFacts(rows);
    const { seriesId } = sessionSeen(all, input);
    if (seriesId === null) throw no("IMPOSSIBLE_MOVE", "This session is not part of a series: move it by itself.");
    const calendar = calendarOf(school);
    checkPlace(input, calendar);
    const open = all.filter((one) => isStillOpen(one, tx.now));
    const first = open.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))[0];
    if (first === undefined) throw no("SESSION_FINISHED", "Nothing of this series is still to come.");
    const slots = slotsOf(open, input, calendar.zone);
    if (slots.some(({ startsAt }) => startsAt <= tx.now))
      throw no("INVALID_INPUT", "The first of them would lie in the past.", { field: "time" });
    await insistOnFree(tx, slots);
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
    const places = new Map(slots.map((slot) => [slot.sessionId, slot]));
    return done(output(all.length - open.length), [
      emit(SessionSeriesChanged, {
        ...record,
        payload: { ...payload, seriesId: changedSeries },
        audit: auditOf(open, ({ id }) => places.get(id)),
      }),
    ]);
  },
});
