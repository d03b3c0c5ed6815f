import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { SeriesId, SessionId } from "@handrail/domain/kernel/ids";
import { InterventionSessionScheduled } from "@handrail/domain/sessions/events";
import { planOccurrences } from "@handrail/domain/sessions/plan-occurrences";
import type { Occurrence, ScheduleInput } from "@handrail/domain/sessions/schedule-schema";
import { v7 as newId } from "uuid";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention, interventionForChange } from "../interventions/queries.ts";
import { clashRefusal } from "./clash-refusal.ts";
import {
  calendarOf,
  claimsOf,
  enrolledStudents,
  holdResources,
  planFacts,
  resourcesOf,
  schoolCalendar,
} from "./schedule-facts.ts";
import { checkPatterns } from "./schedule-input.ts";
import { insertClaims, insertRosters, insertSeries, insertSessions } from "./schedule-writes.ts";

const listOf = (ids: readonly string[]): string => `{${ids.join(",")}}`;

/** What is left of a plan to be saved: nothing in it may clash, and it is what the preview promised. */
const savable = (occurrences: readonly Occurrence[], count: number): Occurrence[] => {
  const clashing = occurrences.find(({ state }) => state === "clash");
  if (clashing !== undefined) throw clashRefusal(clashing, clashing.clashes[0]);
  const free = occurrences.filter(({ state }) => state === "ok");
  if (free.length !== count)
    throw no("STALE_VERSION", "The school's calendar has changed since the preview. Look at it again.", {
      details: { promised: count, possible: free.length },
    });
  return free;
};

/**
 * Saves a schedule whole or not at all: series, sessions, rosters, claims on time and counters. It plans again behind the
 * locks, so a clash that came up since the preview is named, and nothing is saved.
 */
export const scheduleSessions = command({
  name: "sessions.schedule",
  facts: (input: ScheduleInput) => [
    interventionForChange(input),
    holdResources(resourcesOf(input)),
    schoolCalendar({ room: input.patterns[0]?.locationId ?? null }),
    enrolledStudents(input),
    claimsOf(input),
  ],
  decide: (tx, input, [[intervention], , [school], students, claims]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const { interventionId, patterns, mutationId } = input;
    if (intervention.status === "completed" || intervention.status === "cancelled")
      throw no("INTERVENTION_CLOSED", "It is closed: no sessions are added to it.");
    const calendar = calendarOf(school);
    checkPatterns(patterns, calendar);
    const planned = planOccurrences(input, planFacts({ calendar, students, claims, now: tx.now }));
    const series = patterns.map((pattern) => ({ ...pattern, id: newId() as SeriesId }));
    const sessions = savable(planned, input.count).map((one, index) => ({
      id: newId() as SessionId,
      place: index + 1,
      start_time: one.startsAt,
      end_time: one.endsAt,
      location_id: patterns[one.pattern]?.locationId ?? null,
      facilitator_id: patterns[one.pattern]?.facilitatorId ?? null,
      series_id: series[one.pattern]?.id ?? null,
      occurs_on: one.occursOn,
    }));
    const sessionIds = sessions.map(({ id }) => id);
    const seriesIds = series.map(({ id }) => id);
    const version = intervention.version + 1;
    tx.write(
      insertSeries({
        interventionId,
        rows: JSON.stringify(
          series.map((one) => ({
            id: one.id,
            recurrence: one.recurrence,
            starts_on: one.startsOn,
            ends_on: one.endsOn,
            local_time: one.localTime,
            duration_minutes: one.durationMinutes,
            location_id: one.locationId,
            facilitator_id: one.facilitatorId,
          })),
        ),
      }),
    );
    tx.write(insertSessions({ interventionId, rows: JSON.stringify(sessions) }));
    tx.write(insertRosters({ interventionId, sessionIds: listOf(sessionIds), mutationId }));
    tx.write(insertClaims({ sessionIds: listOf(sessionIds) }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version, seriesIds, sessionIds }, [
      emit(InterventionSessionScheduled, {
        aggregateId: interventionId,
        version,
        payload: {
          interventionId,
          version,
          by: tx.actor.userId,
          seriesIds,
          sessions: sessionIds.map((sessionId) => ({ sessionId, version: 1 })),
        },
        audit: [
          {
            entityType: "intervention",
            entityId: interventionId,
            before: null,
            after: { seriesIds, sessions: sessionIds.length, patterns },
          },
        ],
      }),
    ]);
  },
});
