import { isMarked, rollupDelta } from "@handrail/domain/attendance/rules";
import type { ExpectationInput } from "@handrail/domain/attendance/schema";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bookStudent, clashesOfStudent, clashVerdict, holdStudent, releaseStudent } from "../sessions/book-student.ts";
import { sessionForChange } from "../sessions/queries.ts";
import { doneWithRow } from "./change-row.ts";
import { openRoster } from "./open-roster.ts";
import { rollupWrites } from "./rollups.ts";
import { recordWrites, rowOf, rowsForChange, type RowChange } from "./rows.ts";

/** An enrolled student is, or is not, expected at this one session. Their time is claimed or given back with it. */
export const setExpectation = command({
  name: "attendance.setExpectation",
  facts: (input: z.infer<typeof ExpectationInput>) => [
    sessionForChange(input),
    rowsForChange(input.sessionId, [input.studentId]),
    holdStudent(input),
    clashesOfStudent(input),
  ],
  decide: (tx, input, [[found], [facts], , [clash]]) => {
    const session = openRoster(tx, found);
    if (facts === undefined) throw no("NOT_EXPECTED", "This student is not on this roster.", { field: "studentId" });
    const current = rowOf(facts);
    if (current.expectation === "guest")
      throw no("ALREADY_EXPECTED", "A guest is on the roster for today only, so the expectation cannot be changed.", {
        field: "studentId",
      });
    const expectation = input.expected ? ("expected" as const) : ("not_expected" as const);
    if (current.expectation === expectation)
      return nothingToDo({ sessionId: input.sessionId, version: session.rosterVersion, row: current });
    if (input.baseVersion !== current.version)
      throw no("STALE_VERSION", "Someone changed this student on the roster after you looked. Look again.", {
        field: "baseVersion",
      });
    if (!input.expected && isMarked(current.status))
      throw no("ALREADY_DECIDED", "This student has a mark. Remove the mark first.", { field: "expected" });
    if (input.expected && clash !== undefined) insist(clashVerdict(clash));
    const row = { ...current, expectation, version: current.version + 1 };
    const delta = rollupDelta(current, row);
    const change: RowChange = {
      recordId: facts.recordId,
      mutationId: input.mutationId,
      contested: current.contested,
      delta,
      row,
    };
    tx.write(recordWrites([change]));
    tx.write(rollupWrites(session, [change]));
    tx.write(input.expected ? bookStudent({ id: newId(), ...input }) : releaseStudent(input));
    return doneWithRow(tx, "expectation", {
      sessionId: input.sessionId,
      rosterVersion: session.rosterVersion,
      recordId: facts.recordId,
      before: current,
      row,
    });
  },
});
