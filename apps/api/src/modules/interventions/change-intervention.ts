import { contestedFields, realChanges } from "@handrail/domain/interventions/contested";
import { InterventionChanged, InterventionPlaceFreed } from "@handrail/domain/interventions/events";
import type { ChangeInterventionInput, InterventionFields } from "@handrail/domain/interventions/intervention-schema";
import { canBePlanned, canHold } from "@handrail/domain/interventions/plan";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { placesLeft } from "@handrail/domain/interventions/status";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { placesTaken } from "./enroll-facts.ts";
import { activePeople, updateIntervention, valuesOf } from "./intervention-writes.ts";
import { interventionForChange, type InterventionFacts } from "./queries.ts";

const fieldsOf = (facts: InterventionFacts): InterventionFields => ({
  name: facts.name,
  objective: facts.objective,
  ownerStaffId: facts.ownerStaffId,
  startDate: facts.startDate,
  endDate: facts.endDate,
  capacity: facts.capacity,
  plannedSessions: facts.plannedSessions,
  plannedMinutes: facts.plannedMinutes,
});

/** Changes the plan, field by field: what somebody else wrote meanwhile is told and never overwritten unseen. */
export const changeIntervention = command({
  name: "interventions.change",
  facts: (input: z.infer<typeof ChangeInterventionInput>) => [
    interventionForChange(input),
    placesTaken(input),
    activePeople({ userIds: input.changes.ownerStaffId === undefined ? "{}" : `{${input.changes.ownerStaffId}}` }),
  ],
  decide: (tx, { interventionId, changes, seen }, [[intervention], [places], people]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined || places === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const current = fieldsOf(intervention);
    const contested = contestedFields(current, seen, changes);
    if (contested.length > 0)
      throw no("STALE_VERSION", "Someone else changed this while you were editing. Both values are shown: keep one.", {
        field: contested[0] ?? "version",
        details: { fields: contested.join(","), version: intervention.version },
      });
    const real = realChanges(current, changes);
    const fields = Object.keys(real);
    if (fields.length === 0)
      return nothingToDo({ interventionId, version: intervention.version, status: intervention.status });
    if (real.ownerStaffId !== undefined && people.length === 0)
      throw no("NOT_FOUND", "Choose somebody who works here.", { field: "ownerStaffId" });
    const next: InterventionFields = { ...current, ...real };
    insist(canBePlanned(next));
    insist(canHold(next.capacity, places.enrolled));
    const version = intervention.version + 1;
    tx.write(updateIntervention({ interventionId, version, ...valuesOf(next) }));
    const told = { interventionId, version, by: tx.actor.userId };
    const changed = emit(InterventionChanged, {
      aggregateId: interventionId,
      version,
      payload: { ...told, fields },
      audit: [
        {
          entityType: "intervention",
          entityId: interventionId,
          before: Object.fromEntries(fields.map((field) => [field, current[field as keyof InterventionFields]])),
          after: real,
        },
      ],
    });
    const wasFull = placesLeft(current.capacity, places.enrolled) === 0;
    const isFull = placesLeft(next.capacity, places.enrolled) === 0;
    const waiting = places.firstWaiting;
    const freed =
      wasFull && !isFull && waiting !== null
        ? [
            emit(InterventionPlaceFreed, {
              aggregateId: interventionId,
              version,
              payload: { ...told, studentId: waiting },
              audit: [
                {
                  entityType: "intervention",
                  entityId: interventionId,
                  subjectId: waiting,
                  before: null,
                  after: { placeOffered: true },
                },
              ],
            }),
          ]
        : [];
    return done({ interventionId, version, status: intervention.status }, [changed, ...freed]);
  },
});
