import { canSeeIntervention } from "@handrail/domain/interventions/policy";
import type { Grid, GridInput, NoteHistory, NoteHistoryInput, Probes } from "@handrail/domain/progress/point-schema";
import { canRecordProgress } from "@handrail/domain/progress/policy";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";
import { gridCells, gridHead, gridStudents, noteLines, probeHead, probeRows } from "./grid-rows.ts";

/** One row per student, the day to be filled in and the last few that have points. */
export const grid = async (scope: Scope, input: z.infer<typeof GridInput>): Promise<Grid> => {
  const asked = { interventionId: input.interventionId, day: input.day ?? null };
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    gridHead(asked),
    gridStudents(asked),
    gridCells(asked),
  );
  const [[ties], [head], students, cells] = rows;
  insist(canSeeIntervention(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
  return {
    ...head,
    interventionId: input.interventionId,
    mayRecord: canRecordProgress(actor, ties).allowed,
    rows: [...students],
    cells: [...cells],
  };
};

/** The day's points beside a roster. Whoever may not see the intervention is shown nothing of it. */
export const probes = async (scope: Scope, input: { sessionId: string }): Promise<Probes> => {
  const { actor, rows } = await read(scope, probeHead(input), probeRows(input));
  const [[head], found] = rows;
  if (head === undefined || !canSeeIntervention(actor, head).allowed) return { intervention: null, rows: [] };
  const { interventionId, measuredOn, metric, lowest, highest, measure, unit } = head;
  return {
    intervention: {
      interventionId,
      measuredOn,
      metric,
      lowest,
      highest,
      measure,
      unit,
      mayRecord: canRecordProgress(actor, head).allowed,
    },
    rows: found.map(({ studentId, value, version, beforeOn, beforeValue }) => ({
      studentId,
      point: value === null || version === null ? null : { value, version },
      before: beforeOn === null || beforeValue === null ? null : { on: beforeOn, value: beforeValue },
    })),
  };
};

/** What a point was before, newest first. */
export const noteHistory = async (
  scope: Scope,
  input: z.infer<typeof NoteHistoryInput>,
): Promise<z.infer<typeof NoteHistory>> => {
  const { actor, rows } = await read(scope, interventionTies(input), noteLines(input));
  const [[ties], lines] = rows;
  insist(canSeeIntervention(actor, ties));
  return lines.map(({ at, by, after }) => ({
    at: new Date(at).toISOString(),
    by,
    value: after?.value ?? null,
    isWithdrawn: after?.withdrawn === true,
  }));
};
