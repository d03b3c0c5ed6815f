import type { CellInput, CellResult, Grid, GridCell } from "@handrail/domain/progress/point-schema";
import { readValue, writeValue } from "@handrail/domain/progress/values";

/** A cell that says something else than what stands, or that could not be saved. */
export interface Draft {
  readonly studentId: string;
  readonly day: string;
  readonly text: string;
  /** The version of the point that the person saw when they began to write. */
  readonly seen: number | null;
  readonly state: "typing" | "saving" | "unsent" | "refused" | "contested";
  /** Why it is not saved. */
  readonly words: string | null;
  /** What stands instead, when somebody else wrote there. */
  readonly theirs: { readonly value: number; readonly version: number } | null;
}

export type Drafts = ReadonlyMap<string, Draft>;

export const keyOf = (studentId: string, day: string): string => `${studentId} ${day}`;

export const standing = (grid: Grid, studentId: string, day: string): GridCell | undefined =>
  grid.cells.find((cell) => cell.studentId === studentId && cell.measuredOn === day);

export const textOf = (grid: Grid, drafts: Drafts, [studentId, day]: readonly [string, string]): string => {
  const draft = drafts.get(keyOf(studentId, day));
  if (draft !== undefined) return draft.text;
  const cell = standing(grid, studentId, day);
  return cell === undefined ? "" : writeValue(cell.value);
};

const put = (drafts: Drafts, draft: Draft): Drafts => new Map(drafts).set(keyOf(draft.studentId, draft.day), draft);

const without = (drafts: Drafts, keys: readonly string[]): Drafts => {
  const left = new Map(drafts);
  for (const key of keys) left.delete(key);
  return left;
};

/** Something is typed: what stood there when it began is what the server is told was seen. */
export const typed = (grid: Grid, drafts: Drafts, cell: { studentId: string; day: string; text: string }): Drafts => {
  const before = drafts.get(keyOf(cell.studentId, cell.day));
  const seen = before === undefined ? (standing(grid, cell.studentId, cell.day)?.version ?? null) : before.seen;
  return put(drafts, { ...cell, seen, state: "typing", words: null, theirs: null });
};

/** What of these cells can be sent: those that cannot be read say why, those that change nothing go away. */
export const readyToSend = (
  grid: Grid,
  drafts: Drafts,
  keys: readonly string[],
): { readonly drafts: Drafts; readonly cells: readonly CellInput[] } => {
  const cells: CellInput[] = [];
  let next = drafts;
  for (const key of keys) {
    const draft = drafts.get(key);
    if (draft === undefined || draft.state === "contested" || draft.state === "saving") continue;
    const read = readValue(grid, draft.text);
    if ("fault" in read) {
      next = put(next, { ...draft, state: "refused", words: read.fault });
      continue;
    }
    const cell = standing(grid, draft.studentId, draft.day);
    if (read.value === (cell?.value ?? null)) {
      next = without(next, [key]);
      continue;
    }
    cells.push({
      studentId: draft.studentId as CellInput["studentId"],
      measuredOn: draft.day,
      value: read.value,
      seen: draft.seen,
    });
    next = put(next, { ...draft, state: "saving", words: null });
  }
  return { drafts: next, cells };
};

/** The server's answer for each cell: saved ones follow the grid again, the others keep their text and say why. */
export const answered = (drafts: Drafts, results: readonly CellResult[]): Drafts => {
  let next = drafts;
  for (const { studentId, measuredOn, outcome, reason, point } of results) {
    const key = keyOf(studentId, measuredOn);
    const draft = next.get(key);
    // Typed over while it was on its way: the new text is a change of its own, made on what now stands.
    if (draft === undefined) continue;
    const isOver = draft.state === "saving";
    if (outcome === "refused") next = put(next, { ...draft, state: "refused", words: reason });
    else if (outcome === "contested") next = put(next, { ...draft, state: "contested", words: reason, theirs: point });
    else next = isOver ? without(next, [key]) : put(next, { ...draft, seen: point?.version ?? null });
  }
  return next;
};

/** The answer did not come: nothing is known to be saved. */
export const unsent = (drafts: Drafts, cells: readonly CellInput[], words: string): Drafts => {
  let next = drafts;
  for (const { studentId, measuredOn } of cells) {
    const draft = next.get(keyOf(studentId, measuredOn));
    if (draft?.state === "saving") next = put(next, { ...draft, state: "unsent", words });
  }
  return next;
};

/** Two wrote into one cell, and one of the values is kept. Mine is sent again, on top of theirs. */
export const settled = (drafts: Drafts, key: string, keep: "mine" | "theirs"): Drafts => {
  const draft = drafts.get(key);
  if (draft === undefined) return drafts;
  if (keep === "theirs") return without(drafts, [key]);
  return put(drafts, { ...draft, state: "typing", words: null, theirs: null, seen: draft.theirs?.version ?? null });
};

/** The grid with what was just saved in it, before it is asked for again. */
export const withResults = (grid: Grid, results: readonly CellResult[], by: string): Grid => {
  const saved = results.filter(({ outcome }) => outcome !== "refused");
  const keys = new Set(saved.map(({ studentId, measuredOn }) => keyOf(studentId, measuredOn)));
  const old = new Map(grid.cells.map((cell) => [keyOf(cell.studentId, cell.measuredOn), cell]));
  return {
    ...grid,
    cells: [
      ...grid.cells.filter((cell) => !keys.has(keyOf(cell.studentId, cell.measuredOn))),
      ...saved.flatMap(({ studentId, measuredOn, point, outcome }): GridCell[] => {
        const before = old.get(keyOf(studentId, measuredOn));
        if (point === null) return [];
        const isMine = outcome === "recorded" || outcome === "corrected";
        return [
          { studentId, measuredOn, noteId: before?.noteId ?? "", ...point, by: isMine ? by : (before?.by ?? "") },
        ];
      }),
    ],
  };
};
