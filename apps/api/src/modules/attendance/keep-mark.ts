import { canBeExpected, minutesAttended, rollupDelta } from "@handrail/domain/attendance/rules";
import type { KeepMarkInput } from "@handrail/domain/attendance/schema";
import type * as z from "zod/mini";

import { command, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { sessionForChange } from "../sessions/queries.ts";
import { doneWithRow } from "./change-row.ts";
import { openRoster } from "./open-roster.ts";
import { rollupWrites } from "./rollups.ts";
import { recordWrites, rowOf, rowsForChange, type RowChange } from "./rows.ts";

/** Chooses between the values that a row shows; the others go to its history. */
export const keepMark = command({
  name: "attendance.keep",
  facts: (input: z.infer<typeof KeepMarkInput>) => [
    sessionForChange(input),
    rowsForChange(input.sessionId, [input.studentId]),
  ],
  decide: (tx, input, [[found], [facts]]) => {
    const session = openRoster(tx, found);
    if (facts === undefined) throw no("NOT_EXPECTED", "This student is not on this roster.", { field: "studentId" });
    const current = rowOf(facts);
    const answer = { sessionId: input.sessionId, version: session.rosterVersion, row: current };
    if (current.contested.length === 0) return nothingToDo(answer);
    if (input.baseVersion !== current.version)
      throw no("STALE_VERSION", "Someone changed this mark after you looked. Look again, then choose.", {
        field: "baseVersion",
      });
    const claim = current.contested.find((one) => one.mutationId === input.keep);
    if (input.keep !== "current" && claim === undefined)
      throw no("ALREADY_DECIDED", "This mark is no longer there. Someone has already chosen.", { field: "keep" });
    // Between claim and choice the student may have left, or be expected no more.
    if (claim !== undefined) insist(canBeExpected(facts));
    const wanted =
      claim === undefined ? {} : { status: claim.status, minutesLate: claim.minutesLate, note: claim.note };
    const value = { ...current, ...wanted };
    const isUnmarked = value.status === "scheduled";
    const minutes = claim === undefined ? current.minutesAttended : minutesAttended(value, session);
    const delta =
      claim === undefined || current.expectation === "guest"
        ? null
        : rollupDelta(current, { ...value, minutesAttended: minutes });
    const row = {
      ...value,
      minutesAttended: minutes,
      // Whose mark it is stays with the mark, not with the one who chose it: the audit line names that one.
      takenBy: claim === undefined ? current.takenBy : isUnmarked ? null : claim.by,
      recordedAt: claim === undefined ? current.recordedAt : isUnmarked ? null : claim.at,
      version: current.version + 1,
      contested: [],
      attended: current.attended + (delta === null ? 0 : delta.present + delta.tardy),
      marked: current.marked + (delta === null ? 0 : delta.present + delta.tardy + delta.absent + delta.excused),
    };
    const change: RowChange = { recordId: facts.recordId, mutationId: input.mutationId, contested: [], delta, row };
    tx.write(recordWrites([change]));
    if (delta !== null) tx.write(rollupWrites(session, [change]));
    return doneWithRow(tx, "mark", {
      sessionId: input.sessionId,
      rosterVersion: session.rosterVersion,
      recordId: facts.recordId,
      before: current,
      row,
    });
  },
});
