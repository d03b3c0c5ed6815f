import { AttendanceRecorded, ExpectationChanged } from "@handrail/domain/attendance/events";
import type { RosterRow } from "@handrail/domain/attendance/schema";
import type { EventDefinition } from "@handrail/domain/kernel/event";
import type { SessionId } from "@handrail/domain/kernel/ids";

import { done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { bumpRoster, eventRow, historyValue } from "./rows.ts";

interface OneRow {
  readonly sessionId: SessionId;
  readonly rosterVersion: number;
  readonly recordId: string;
  /** Null when the row is new. */
  readonly before: Pick<RosterRow, "status" | "minutesLate" | "note" | "expectation"> | null;
  readonly row: RosterRow;
}

/** Ends a command that changed one row: the roster's version, the event, the audit line and the answer. */
export const doneWithRow = (tx: Tx, kind: "mark" | "expectation", change: OneRow) => {
  const { sessionId, recordId, before, row } = change;
  const version = change.rosterVersion + 1;
  tx.write(bumpRoster({ sessionId, version }));
  const event: EventDefinition<string, typeof AttendanceRecorded.payload> =
    kind === "mark" ? AttendanceRecorded : ExpectationChanged;
  return done({ sessionId, version, row }, [
    emit(event, {
      aggregateId: sessionId,
      version,
      payload: { sessionId, version, by: tx.actor.userId, rows: [eventRow(row, before)] },
      audit: [
        {
          entityType: "attendance_record",
          entityId: recordId,
          subjectId: row.studentId,
          before: before === null ? null : { ...historyValue(before), expectation: before.expectation },
          after: { ...historyValue(row), expectation: row.expectation, contested: row.contested },
        },
      ],
    }),
  ]);
};
