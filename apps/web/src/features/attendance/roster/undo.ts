import { type MarkValue, sameMark } from "@handrail/domain/attendance/rules";

/** One own change that can be taken back: a mark, or a whole class at once. */
export interface Change {
  readonly at: number;
  readonly marks: readonly { readonly studentId: string; readonly before: MarkValue; readonly after: MarkValue }[];
}

const deepest = 10;
const longestMs = 10 * 60_000;

export const remember = (changes: readonly Change[], change: Change): readonly Change[] =>
  change.marks.length === 0 ? changes : [...changes, change].slice(-deepest);

export interface TakenBack {
  readonly rest: readonly Change[];
  /** What to set the rows back to; rows that have changed again since are left alone. */
  readonly marks: readonly { readonly studentId: string; readonly value: MarkValue }[];
}

type Held = ReadonlyMap<string, MarkValue>;

const undoable = (change: Change, held: Held): TakenBack["marks"] =>
  change.marks.flatMap(({ studentId, before, after }) => {
    const now = held.get(studentId);
    return now !== undefined && sameMark(now, after) ? [{ studentId, value: before }] : [];
  });

/** Takes back the last change that still stands and is not older than ten minutes. */
export const takeBack = (changes: readonly Change[], held: Held, now: number): TakenBack | null => {
  const index = changes.findLastIndex((change) => now - change.at <= longestMs && undoable(change, held).length > 0);
  const change = changes[index];
  return change === undefined ? null : { rest: changes.slice(0, index), marks: undoable(change, held) };
};

/** Whether every row of a change is still as the change left it. */
export const isUntouched = (change: Change, held: Held): boolean =>
  change.marks.length > 0 && undoable(change, held).length === change.marks.length;
