import { canBeLate, type MarkValue, minutesLateAt, sameMark, valueOf } from "@handrail/domain/attendance/rules";
import type { AttendanceStatus } from "@handrail/domain/attendance/schema";
import { createStore } from "@handrail/ui/store";
import { toast } from "@handrail/ui/toast";

import { serverNow } from "../../../lib/now.ts";
import type { KeptMark } from "../queue/item.ts";
import { queueStore } from "../queue/store.ts";
import { letGo, mean } from "../queue/wishes.ts";
import type { RosterView, ViewRow } from "./overlay.ts";
import { type Change, isUntouched, remember, takeBack } from "./undo.ts";

const held = (view: RosterView): ReadonlyMap<string, MarkValue> =>
  new Map(
    view.rows.map((row) => [row.studentId, { status: row.status, minutesLate: row.minutesLate, note: row.note }]),
  );

interface Wanted {
  readonly row: ViewRow;
  readonly status: AttendanceStatus;
  readonly minutesLate?: number | null;
  readonly note?: string | null;
}

/** Rows that Everyone here and the question at Finish are about: expected or guest, and without a mark. */
const unmarkedRows = (view: RosterView): readonly ViewRow[] =>
  view.rows.filter(
    (row) => row.expectation !== "not_expected" && row.status === "scheduled" && row.contested.length === 0,
  );

/**
 * Everything a person can do to a roster. `view` is read at the moment of the tap: what is seen is what a mark stands
 * on. The functions never change, so no row is drawn again because of them.
 */
export const createActions = (sessionId: string, personId: string, view: () => RosterView | null) => {
  let changes: readonly Change[] = [];
  /** The last "Everyone here", while it can be taken back as a whole. */
  const all = createStore<Change | null>(null);

  const rowOf = (studentId: string): ViewRow | undefined => view()?.rows.find((row) => row.studentId === studentId);

  const expect = ({ studentId, version }: ViewRow, expected: boolean): void =>
    mean(sessionId, personId, { procedure: "setExpectation", input: { studentId, expected, baseVersion: version } });

  const record = (wanted: readonly Wanted[], isUndo = false): Change | null => {
    const now = view();
    if (now === null || wanted.length === 0) return null;
    const marks = wanted.map(({ row, status, minutesLate, note }): KeptMark => ({
      studentId: row.studentId,
      status,
      ...(status === "tardy"
        ? { minutesLate: minutesLate ?? row.minutesLate ?? minutesLateAt(now.session, serverNow()) }
        : {}),
      ...(note === undefined ? {} : { note: note ?? "" }),
      baseVersion: row.version,
    }));
    const changed = wanted.map(({ row }, index) => {
      const before = { status: row.status, minutesLate: row.minutesLate, note: row.note };
      const mark = marks[index];
      return {
        studentId: row.studentId,
        before,
        after: mark ? valueOf({ ...mark, studentId: row.studentId }, before) : before,
      };
    });
    // A mark that says what stands already is none, unless it settles a disagreement.
    const real = marks.filter((_, index) => {
      const one = changed[index];
      return one !== undefined && (!sameMark(one.before, one.after) || (wanted[index]?.row.contested.length ?? 0) > 0);
    });
    if (real.length === 0) return null;
    const change = { at: Date.now(), marks: changed };
    if (!isUndo) changes = remember(changes, change);
    const isOver = now.session.status === "completed";
    mean(sessionId, personId, {
      procedure: "record",
      input: { marks: real, ...(isOver ? { afterFinish: true } : {}) },
    });
    if ("vibrate" in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate(10);
    return change;
  };

  /** Says why minutes late cannot be recorded, by the rule that the server decides by. */
  const isTooLate = (row: ViewRow, minutesLate: number | null): boolean => {
    const session = view()?.session;
    if (session === undefined) return false;
    const verdict = canBeLate({ minutesLate }, row.minutesLate, { session, now: serverNow() });
    if (!verdict.allowed) toast({ message: verdict.refusal.message, tone: "problem" });
    return !verdict.allowed;
  };

  const back = (marks: readonly { readonly studentId: string; readonly value: MarkValue }[]): number => {
    const wanted = marks.flatMap(({ studentId, value }): Wanted[] => {
      const row = rowOf(studentId);
      return row === undefined ? [] : [{ row, ...value }];
    });
    record(wanted, true);
    return wanted.length;
  };

  return {
    mark: (studentId: string, status: AttendanceStatus): void => {
      const row = rowOf(studentId);
      if (row === undefined || (status === "tardy" && isTooLate(row, row.minutesLate ?? 0))) return;
      record([{ row, status }]);
    },
    minutes: (studentId: string, minutesLate: number): void => {
      const row = rowOf(studentId);
      if (row && !isTooLate(row, minutesLate)) record([{ row, status: "tardy", minutesLate }]);
    },
    note: (studentId: string, note: string): void => {
      const row = rowOf(studentId);
      if (row) record([{ row, status: row.status, minutesLate: row.minutesLate, note: note.trim() || null }]);
    },
    /** Sets a row to an earlier value from its history. */
    restore: (studentId: string, value: MarkValue): void => {
      const row = rowOf(studentId);
      if (row) record([{ row, ...value }]);
    },
    everyone: (status: "present" | "absent" = "present"): number => {
      const now = view();
      const rows = now === null ? [] : unmarkedRows(now);
      const change = record(rows.map((row) => ({ row, status })));
      all.set(change);
      return change?.marks.length ?? 0;
    },
    /** The store behind the header's Undo all. */
    all,
    isAllUntouched: (now: RosterView): boolean => {
      const change = all.get();
      return change !== null && isUntouched(change, held(now));
    },
    undoAll: (): number => {
      const change = all.get();
      const now = view();
      all.set(null);
      if (change === null || now === null) return 0;
      changes = changes.filter((one) => one !== change);
      const values = held(now);
      return back(
        change.marks.flatMap(({ studentId, before, after }) => {
          const value = values.get(studentId);
          return value && sameMark(value, after) ? [{ studentId, value: before }] : [];
        }),
      );
    },
    /** Takes back the last own change; returns the students it was about. */
    undo: (): readonly string[] => {
      const now = view();
      const taken = now && takeBack(changes, held(now), Date.now());
      if (!taken) return [];
      changes = taken.rest;
      back(taken.marks);
      return taken.marks.map((mark) => mark.studentId);
    },
    keep: (studentId: string, keep: string): void => {
      const row = rowOf(studentId);
      if (row) mean(sessionId, personId, { procedure: "keep", input: { studentId, keep, baseVersion: row.version } });
    },
    /** A mark that was refused because its student is not expected: expected from now on, and marked as was meant. */
    expectWith: ({ studentId, status, minutesLate, note }: KeptMark): void => {
      const row = rowOf(studentId);
      if (row === undefined) return;
      expect(row, true);
      record([{ row, status, minutesLate: minutesLate ?? null, ...(note === undefined ? {} : { note }) }]);
    },
    expect: (studentId: string, expected: boolean): void => {
      const row = rowOf(studentId);
      if (row) expect(row, expected);
    },
    addGuest: (guest: { studentId: string; displayCode: string; gradeLevel: string }): void => {
      const { studentId, displayCode, gradeLevel } = guest;
      mean(sessionId, personId, { procedure: "addGuest", input: { studentId }, guest: { displayCode, gradeLevel } });
    },
    finish: (): void => mean(sessionId, personId, { procedure: "finish", input: {} }),
    /** A Finish that was never sent is simply taken out; one that may have arrived is followed by its opposite. */
    reopen: (): void => {
      const waiting = queueStore
        .get()
        .findLast((item) => item.sessionId === sessionId && item.personId === personId && item.procedure === "finish");
      if (waiting?.state === "waiting") letGo(waiting.mutationId);
      else mean(sessionId, personId, { procedure: "reopen", input: {} });
    },
  };
};

export type RosterActions = ReturnType<typeof createActions>;
