import type { InterventionId, StudentId } from "@handrail/domain/kernel/ids";
import { ProgressUpdated } from "@handrail/domain/progress/events";

import type { Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { bumpIntervention } from "../interventions/queries.ts";
import { auditValue, writeNotes, type Note, type NoteWrite } from "./note-rows.ts";

export interface NoteChange {
  readonly before: Note | null;
  readonly after: NoteWrite;
}

const auditLine = ({ before, after }: NoteChange) => ({
  entityType: "progress_note",
  entityId: after.id,
  subjectId: after.studentId,
  before: before === null ? null : auditValue(before),
  after: after.isWithdrawn ? { withdrawn: true, version: after.version } : auditValue(after),
});

/** Writes notes and points and says so: one event for all of them, an audit line for each. */
export const writeChanges = (
  tx: Tx,
  intervention: { readonly interventionId: InterventionId; readonly version: number },
  changes: readonly [NoteChange, ...NoteChange[]],
): { readonly version: number; readonly event: EventRecord } => {
  const { interventionId } = intervention;
  const version = intervention.version + 1;
  const [first, ...others] = changes;
  tx.write(
    writeNotes(
      interventionId,
      changes.map(({ after }) => after),
    ),
  );
  tx.write(bumpIntervention({ interventionId, version }));
  const studentIds: StudentId[] = [...new Set(changes.map(({ after }) => after.studentId))];
  return {
    version,
    event: emit(ProgressUpdated, {
      aggregateId: interventionId,
      version,
      payload: { interventionId, version, by: tx.actor.userId, studentIds },
      audit: [auditLine(first), ...others.map(auditLine)],
    }),
  };
};
