import { AttendanceRecorded } from "@handrail/domain/attendance/events";
import {
  canBeExpected,
  canBeLate,
  canBeMarked,
  minutesAttended,
  rollupDelta,
  settle,
  valueOf,
  withClaim,
} from "@handrail/domain/attendance/rules";
import type {
  MarkInput,
  RecordAttendanceInput,
  RecordAttendanceOutput,
  RosterRow,
} from "@handrail/domain/attendance/schema";
import type { Refusal } from "@handrail/domain/kernel/errors";

import { command, done, nothingToDo, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { sessionForChange } from "../sessions/queries.ts";
import { openRoster } from "./open-roster.ts";
import { rollupWrites } from "./rollups.ts";
import {
  bumpRoster,
  eventRow,
  historyValue,
  recordWrites,
  rowOf,
  rowsForChange,
  type RowChange,
  type RowFacts,
} from "./rows.ts";

type Result = RecordAttendanceOutput["results"][number];

/**
 * Sets the marks of one student or of a whole class. Every mark gets its own outcome, so that one student who was
 * withdrawn does not lose the other twenty-nine; what is wrong with the session itself refuses the whole.
 */
export const recordAttendance = command({
  name: "attendance.record",
  facts: (input: RecordAttendanceInput) => [
    sessionForChange(input),
    rowsForChange(
      input.sessionId,
      input.marks.map((mark) => mark.studentId),
    ),
  ],
  decide: (tx, input, [[found], rows]) => {
    const { sessionId, marks } = input;
    const session = openRoster(tx, found);
    if (session.status === "completed" && input.afterFinish !== true)
      throw no(
        "SESSION_FINISHED",
        "This session was finished before this mark arrived. Send it anyway, or discard it.",
      );
    if (new Set(marks.map((mark) => mark.studentId)).size < marks.length)
      throw no("INVALID_INPUT", "Send one mark per student.", { field: "marks" });
    for (const mark of marks) insist(canBeMarked(mark));

    const byStudent = new Map(rows.map((row) => [row.studentId, row]));
    const changes: RowChange[] = [];
    const befores = new Map<string, RowFacts>();
    const results = marks.map((mark): Result => {
      const facts = byStudent.get(mark.studentId);
      if (facts === undefined)
        return refused(mark, { situation: "NOT_FOUND", message: "This student is not on this roster." });
      const expected = canBeExpected(facts);
      if (!expected.allowed) return refused(mark, expected.refusal);
      const late = canBeLate(mark, facts.minutesLate, { session, now: tx.now });
      if (!late.allowed) return refused(mark, late.refusal);
      const wanted = valueOf(mark, facts);
      const outcome = settle(facts, wanted, mark.baseVersion);
      const current = rowOf(facts);
      if (outcome === "unchanged")
        return { studentId: mark.studentId, outcome, reason: null, situation: null, row: current };
      const change =
        outcome === "recorded"
          ? recordedChange(tx, { facts, current, wanted, session, input })
          : contestedChange(tx, { facts, current, wanted, input });
      changes.push(change);
      befores.set(mark.studentId, facts);
      return { studentId: mark.studentId, outcome, reason: null, situation: null, row: change.row };
    });
    if (changes.length === 0) return nothingToDo({ sessionId, version: session.rosterVersion, results });

    const version = session.rosterVersion + 1;
    tx.write(bumpRoster({ sessionId, version }));
    tx.write(recordWrites(changes));
    if (changes.some((change) => change.delta !== null)) tx.write(rollupWrites(session, changes));
    const [first, ...others] = changes.map(({ recordId, row }) => ({
      entityType: "attendance_record",
      entityId: recordId,
      subjectId: row.studentId,
      before: historyValue(befores.get(row.studentId) ?? row),
      after: { ...historyValue(row), contested: row.contested },
    }));
    if (first === undefined) throw new Error("A change without an audit line");
    return done({ sessionId, version, results }, [
      emit(AttendanceRecorded, {
        aggregateId: sessionId,
        version,
        payload: {
          sessionId,
          version,
          by: tx.actor.userId,
          rows: changes.map(({ row }) => eventRow(row, befores.get(row.studentId) ?? null)),
        },
        audit: [first, ...others],
      }),
    ]);
  },
});

const refused = (mark: MarkInput, { situation, message }: Refusal): Result => ({
  studentId: mark.studentId,
  outcome: "refused",
  reason: message,
  situation,
  row: null,
});

interface Parts {
  readonly facts: RowFacts;
  readonly current: RosterRow;
  readonly wanted: ReturnType<typeof valueOf>;
  readonly input: RecordAttendanceInput;
}

const recordedChange = (tx: Tx, parts: Parts & { session: { startsAt: string; endsAt: string } }): RowChange => {
  const { facts, current, wanted, session, input } = parts;
  const minutes = minutesAttended(wanted, session);
  const isMark = wanted.status !== "scheduled";
  // A guest has no enrolment, so no counters: they are of the intervention's own students.
  const delta =
    current.expectation === "guest"
      ? null
      : rollupDelta(current, { ...current, status: wanted.status, minutesAttended: minutes });
  return {
    recordId: facts.recordId,
    mutationId: input.mutationId,
    contested: [],
    delta,
    row: {
      ...current,
      ...wanted,
      minutesAttended: minutes,
      takenBy: isMark ? tx.actor.userId : null,
      recordedAt: isMark ? tx.now : null,
      version: current.version + 1,
      contested: [],
      attended: current.attended + (delta === null ? 0 : delta.present + delta.tardy),
      marked: current.marked + (delta === null ? 0 : delta.present + delta.tardy + delta.absent + delta.excused),
    },
  };
};

/** What stands stays; the other value is kept beside it, with whose it is, until one of them is chosen. */
const contestedChange = (tx: Tx, { facts, current, wanted, input }: Parts): RowChange => {
  const contested = withClaim(current.contested, {
    mutationId: input.mutationId as RosterRow["contested"][number]["mutationId"],
    ...wanted,
    by: tx.actor.userId,
    at: tx.now,
  });
  return {
    recordId: facts.recordId,
    mutationId: input.mutationId,
    contested,
    delta: null,
    row: { ...current, version: current.version + 1, contested },
  };
};
