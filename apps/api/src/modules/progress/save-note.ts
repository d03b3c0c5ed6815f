import type { SaveNoteInput } from "@handrail/domain/progress/point-schema";
import { canRecordProgress } from "@handrail/domain/progress/policy";
import { otherMeasure, valueFault } from "@handrail/domain/progress/values";
import { v7 as newId } from "uuid";

import { command, done } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { writeChanges } from "./note-events.ts";
import { enrolledSpans, measureOf, noteForChange, pointsOn, sessionOfNote, spanOn, type Note } from "./note-rows.ts";

/** Writes a note or a rating, with a value where one was measured beside it; or changes one. */
export const saveNote = command({
  name: "progress.saveNote",
  facts: (input: SaveNoteInput) => [
    interventionForChange(input),
    measureOf(input),
    enrolledSpans({ interventionId: input.interventionId, studentIds: `{${input.studentId}}` }),
    noteForChange({ interventionId: input.interventionId, noteId: input.existing?.id ?? null }),
    pointsOn({
      interventionId: input.interventionId,
      metric: input.metric,
      studentIds: `{${input.studentId}}`,
      days: `{${input.measuredOn}}`,
    }),
    sessionOfNote({ interventionId: input.interventionId, sessionId: input.sessionId }),
  ],
  decide: (tx, input, [[intervention], [measure], spans, [existing], [point], [session]]) => {
    const { interventionId, studentId, measuredOn, metric, rating, value, sessionId } = input;
    insist(canRecordProgress(tx.actor, intervention));
    if (intervention === undefined || measure === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    if (input.existing !== null && (existing === undefined || existing.studentId !== studentId))
      throw no("NOT_FOUND", "This note does not exist, or you have no access to it.", { field: "existing" });
    if (existing !== undefined && existing.version !== input.existing?.version)
      throw no("STALE_VERSION", "This note has changed since you looked. Look again.", {
        field: "existing",
        details: { version: existing.version, value: existing.value, rating: existing.rating },
      });
    if (measuredOn > intervention.today)
      throw no("INVALID_INPUT", "This day is in the future.", { field: "measuredOn" });
    if (sessionId !== null && session === undefined)
      throw no("NOT_FOUND", "There is no such session of this intervention.", { field: "sessionId" });
    const span = spanOn(spans, studentId, measuredOn);
    if (span === undefined)
      throw no("NOT_ENROLLED", "This student was not enrolled on this day.", { field: "measuredOn" });
    const fault = value === null ? null : valueFault(metric === "" ? measure : otherMeasure, value);
    if (fault !== null) throw no("INVALID_INPUT", fault, { field: "value" });
    // One point a day: a value for a day that has one belongs into the grid, which shows what stands there.
    if (value !== null && point !== undefined && point.id !== existing?.id)
      throw no("STALE_VERSION", "There is already a point for this day. Correct that one.", {
        field: "value",
        details: { value: point.value, version: point.version },
      });
    const before: Note | null = existing ?? null;
    const noteId = before?.id ?? newId();
    const note = (input.note ?? "") === "" ? null : input.note;
    const after = {
      id: noteId,
      studentId,
      enrollmentId: span.id,
      metric: before?.metric ?? metric,
      note,
      rating,
      value,
      measuredOn,
      sessionId: before?.sessionId ?? sessionId,
      version: (before?.version ?? 0) + 1,
      isWithdrawn: false,
    };
    const { version, event } = writeChanges(tx, { interventionId, version: intervention.version }, [{ before, after }]);
    return done({ interventionId, version, noteId }, [event]);
  },
});
