import { valueOf } from "@handrail/domain/attendance/rules";
import type { Roster, RosterRow, RosterSession } from "@handrail/domain/attendance/schema";

import type { Item } from "../queue/item.ts";

/** A row as it is shown: the server's, with what is kept here painted over it. */
export interface ViewRow extends RosterRow {
  readonly isQueued: boolean;
}

export interface RosterView {
  readonly session: RosterSession;
  readonly clashes: Roster["clashes"];
  readonly rows: readonly ViewRow[];
  /** Finish or Reopen is kept here and not answered yet. */
  readonly isClosing: boolean;
}

const own = (item: Item): Pick<RosterRow, "takenBy" | "recordedAt"> => ({
  takenBy: item.personId as RosterRow["takenBy"],
  recordedAt: item.madeAt,
});

const marked = (row: ViewRow, item: Item & { procedure: "record" }): ViewRow => {
  const mark = item.input.marks.find((one) => one.studentId === row.studentId);
  // What the server already shows beside another value is not painted over that value, though the answer is still to come.
  if (mark === undefined || row.contested.some(({ mutationId }) => mutationId === item.mutationId)) return row;
  const value = valueOf({ ...mark, studentId: row.studentId }, row);
  const isMark = value.status !== "scheduled";
  return { ...row, ...value, ...(isMark ? own(item) : { takenBy: null, recordedAt: null }), isQueued: true };
};

const kept = (row: ViewRow, item: Item & { procedure: "keep" }): ViewRow => {
  const claim = row.contested.find((one) => one.mutationId === item.input.keep);
  const value = claim && { status: claim.status, minutesLate: claim.minutesLate, note: claim.note ?? row.note };
  return { ...row, ...value, contested: [], isQueued: true };
};

const guestRow = (item: Item & { procedure: "addGuest" }): ViewRow => ({
  studentId: item.input.studentId as RosterRow["studentId"],
  displayCode: item.guest.displayCode,
  gradeLevel: item.guest.gradeLevel,
  expectation: "guest",
  status: "scheduled",
  minutesLate: null,
  minutesAttended: null,
  note: null,
  takenBy: null,
  recordedAt: null,
  version: 0,
  contested: [],
  attended: 0,
  marked: 0,
  isQueued: true,
});

const rowsOver = (rows: readonly ViewRow[], item: Item): readonly ViewRow[] => {
  switch (item.procedure) {
    case "record":
      return rows.map((row) => marked(row, item));
    case "keep":
      return rows.map((row) => (row.studentId === item.input.studentId ? kept(row, item) : row));
    case "addGuest":
      return rows.some((row) => row.studentId === item.input.studentId) ? rows : [...rows, guestRow(item)];
    case "setExpectation":
      return rows.map((row) =>
        row.studentId === item.input.studentId
          ? {
              ...row,
              expectation: item.input.expected ? ("expected" as const) : ("not_expected" as const),
              isQueued: true,
            }
          : row,
      );
    case "finish":
    case "reopen":
      return rows;
  }
};

/** The roster with everything on it that is meant and not yet answered. What was refused is not painted: it is in review. */
export const overlay = (roster: Roster, items: readonly Item[]): RosterView => {
  const mine = items
    .filter((item) => item.sessionId === roster.session.id && item.state !== "attention")
    .sort((a, b) => a.seq - b.seq);
  const start: readonly ViewRow[] = roster.rows.map((row) => ({ ...row, isQueued: false }));
  const last = mine.findLast((item) => item.procedure === "finish" || item.procedure === "reopen");
  const status = last === undefined ? roster.session.status : last.procedure === "finish" ? "completed" : "scheduled";
  return {
    session: status === roster.session.status ? roster.session : { ...roster.session, status },
    clashes: roster.clashes,
    rows: mine.reduce(rowsOver, start),
    isClosing: last !== undefined,
  };
};

const same = (a: ViewRow, b: ViewRow): boolean => {
  const keys = Object.keys(b) as (keyof ViewRow)[];
  return keys.every((key) =>
    key === "contested" ? JSON.stringify(a[key]) === JSON.stringify(b[key]) : Object.is(a[key], b[key]),
  );
};

/** The new rows, with the old objects wherever nothing changed: a row that stays the same is not drawn again. */
export const sharing = (before: readonly ViewRow[], after: readonly ViewRow[]): readonly ViewRow[] => {
  const old = new Map(before.map((row) => [row.studentId, row]));
  const rows = after.map((row) => {
    const was = old.get(row.studentId);
    return was !== undefined && same(was, row) ? was : row;
  });
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
};

/** Remembers the rows as they were drawn last. */
export const createSharer = () => {
  let before: readonly ViewRow[] = [];
  return (after: readonly ViewRow[]): readonly ViewRow[] => {
    before = sharing(before, after);
    return before;
  };
};
