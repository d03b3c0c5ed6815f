import type { Refusal } from "@handrail/domain/kernel/errors";
import type { CellInput, CellResult, RecordManyInput } from "@handrail/domain/progress/point-schema";
import { canRecordProgress } from "@handrail/domain/progress/policy";
import { valueFault, type Measured } from "@handrail/domain/progress/values";
import { v7 as newId } from "uuid";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { writeChanges, type NoteChange } from "./note-events.ts";
import { enrolledSpans, measureOf, pointsOn, spanOn, type EnrolledSpan, type Note } from "./note-rows.ts";

const listOf = (values: readonly string[]): string => `{${[...new Set(values)].join(",")}}`;

const keyOf = ({ studentId, measuredOn }: Pick<CellInput, "studentId" | "measuredOn">): string =>
  `${studentId} ${measuredOn}`;

interface Ground {
  readonly today: string;
  readonly measured: Measured;
  readonly spans: readonly EnrolledSpan[];
  readonly standing: ReadonlyMap<string, Note>;
}

/** Why a cell cannot be written, whatever stands there. */
const faultOf = (cell: CellInput, { today, measured }: Ground, span: EnrolledSpan | undefined): Refusal | null => {
  if (cell.measuredOn > today) return { situation: "INVALID_INPUT", message: "This day is in the future." };
  if (span === undefined) return { situation: "NOT_ENROLLED", message: "This student was not enrolled on this day." };
  const fault = cell.value === null ? null : valueFault(measured, cell.value);
  return fault === null ? null : { situation: "INVALID_INPUT", message: fault };
};

interface Settled {
  readonly result: CellResult;
  readonly change: NoteChange | null;
}

const settleCell = (cell: CellInput, ground: Ground): Settled => {
  const { studentId, measuredOn, value, seen } = cell;
  const standing = ground.standing.get(keyOf(cell));
  const point =
    standing === undefined || standing.value === null ? null : { value: standing.value, version: standing.version };
  const span = spanOn(ground.spans, studentId, measuredOn);
  const answer = (more: Pick<CellResult, "outcome"> & Partial<CellResult>): CellResult => ({
    studentId,
    measuredOn,
    point,
    situation: null,
    reason: null,
    ...more,
  });
  const fault = faultOf(cell, ground, span);
  if (fault !== null || span === undefined)
    return {
      result: answer({ outcome: "refused", situation: fault?.situation ?? null, reason: fault?.message ?? null }),
      change: null,
    };
  if (value === (point?.value ?? null)) return { result: answer({ outcome: "unchanged" }), change: null };
  if (seen !== (point?.version ?? null))
    return {
      result: answer({
        outcome: "contested",
        situation: "STALE_VERSION",
        reason: "Someone else entered a value here in the meantime.",
      }),
      change: null,
    };
  const version = (standing?.version ?? 0) + 1;
  const base: Note = standing ?? {
    id: newId(),
    studentId,
    enrollmentId: span.id,
    metric: "",
    note: null,
    rating: null,
    value: null,
    measuredOn,
    sessionId: null,
    version: 0,
  };
  // What was written beside the point stays when the point goes.
  const isEmpty = value === null && base.note === null && base.rating === null;
  return {
    result: answer({
      outcome: value === null ? "withdrawn" : standing === undefined ? "recorded" : "corrected",
      point: value === null ? null : { value, version },
    }),
    change: {
      before: standing ?? null,
      after: { ...base, value: isEmpty ? base.value : value, version, isWithdrawn: isEmpty },
    },
  };
};

/**
 * Writes the points of a group, of one day or of many. Every cell gets its own outcome, so that one that cannot be
 * written does not lose the others; entering a point again corrects it, and what it was stays in the audit log.
 */
export const recordPoints = command({
  name: "progress.recordMany",
  facts: (input: RecordManyInput) => {
    const studentIds = listOf(input.cells.map(({ studentId }) => studentId));
    const { interventionId } = input;
    const days = listOf(input.cells.map(({ measuredOn }) => measuredOn));
    return [
      interventionForChange(input),
      measureOf(input),
      enrolledSpans({ interventionId, studentIds }),
      pointsOn({ interventionId, metric: "", studentIds, days }),
    ];
  },
  decide: (tx, { interventionId, cells }, [[intervention], [measure], spans, points]) => {
    insist(canRecordProgress(tx.actor, intervention));
    if (intervention === undefined || measure === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    if (new Set(cells.map(keyOf)).size < cells.length)
      throw no("INVALID_INPUT", "Send one value per student and day.", { field: "cells" });
    const ground: Ground = {
      today: intervention.today,
      measured: measure,
      spans,
      standing: new Map(points.map((one) => [keyOf(one), one])),
    };
    const settled = cells.map((cell) => settleCell(cell, ground));
    const results = settled.map(({ result }) => result);
    const [first, ...others] = settled.flatMap(({ change }) => (change === null ? [] : [change]));
    if (first === undefined) return nothingToDo({ interventionId, version: intervention.version, results });
    const { version, event } = writeChanges(tx, { interventionId, version: intervention.version }, [first, ...others]);
    return done({ interventionId, version, results }, [event]);
  },
});
