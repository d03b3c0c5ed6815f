import { announce } from "@handrail/ui/live-region";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import type { KeyboardEvent as ReactKeyboardEvent, RefObject } from "react";

import type { KeyList } from "../../../shell/keys.tsx";
import type { RosterActions } from "./actions.ts";
import { type Pickable, wordOf } from "./words.ts";

export const rosterKeys: KeyList = {
  title: "Roster",
  rows: [
    { keys: ["j", "k"], does: "Next and previous row (or the arrow keys)" },
    { keys: ["p"], does: "Present" },
    { keys: ["t"], does: "Tardy" },
    { keys: ["a"], does: "Absent" },
    { keys: ["x"], does: "Excused" },
    { keys: ["u"], does: "Clear the mark" },
    { keys: ["n"], does: "Write a note" },
    { keys: ["."], does: "More for this row" },
    { keys: ["/"], does: "Find a student, Enter goes to the row" },
    { keys: ["Shift+P"], does: "Everyone here" },
    { keys: ["Shift+Enter"], does: "Finish" },
    { keys: ["Mod+Z"], does: "Undo your last change" },
  ],
};

export interface KeyTargets {
  readonly list: RefObject<HTMLElement | null>;
  readonly actions: RosterActions;
  readonly labelOf: (studentId: string) => string;
  readonly mayMark: boolean;
  readonly isTiles: boolean;
  readonly openNote: (studentId: string) => void;
  readonly everyone: () => void;
  readonly finish: () => void;
  readonly find: () => void;
}

const rowsIn = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? []),
];

const rowAt = (list: HTMLElement | null): HTMLElement | null => {
  const held = document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
  return held !== null && list?.contains(held) ? held : null;
};

export const focusRow = (row: HTMLElement | null | undefined): void => {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
};

/** Rows in one line of tiles; one in a list. */
const columnsOf = (rows: readonly HTMLElement[]): number => {
  const top = rows[0]?.getBoundingClientRect().top;
  const next = rows.findIndex((row) => row.getBoundingClientRect().top !== top);
  return next < 1 ? Math.max(1, rows.length) : next;
};

const step = (list: HTMLElement | null, by: number): void => {
  const rows = rowsIn(list);
  const held = rowAt(list);
  const at = held === null ? -1 : rows.indexOf(held);
  if (at === -1) focusRow(list?.querySelector<HTMLElement>("[data-row][tabindex='0']") ?? rows[0]);
  else focusRow(rows[Math.min(rows.length - 1, Math.max(0, at + by))]);
};

/** Arrows inside a group of radios move between rows as well: they must not change a mark on the way. */
export const onListKeys = (list: HTMLElement | null, event: ReactKeyboardEvent): void => {
  const isRadio = event.target instanceof HTMLInputElement && event.target.type === "radio";
  if (!isRadio || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  step(list, event.key === "ArrowDown" ? 1 : -1);
};

export const useRosterKeys = (targets: KeyTargets): void => {
  const { list, actions, labelOf, mayMark, isTiles, openNote, everyone, finish, find } = targets;
  const held = (): string | undefined => rowAt(list.current)?.dataset["row"];
  const mark = (status: Pickable | "scheduled") => (): void => {
    const studentId = held();
    if (studentId === undefined || !mayMark) return;
    actions.mark(studentId, status);
    announce(`${labelOf(studentId)}: ${wordOf[status]}.`);
  };
  const move = (by: number) => (): void => step(list.current, by);
  const across = (by: number) => (): void => step(list.current, by * columnsOf(rowsIn(list.current)));
  useShortcuts(
    {
      p: mark("present"),
      t: mark("tardy"),
      a: mark("absent"),
      x: mark("excused"),
      u: mark("scheduled"),
      n: () => {
        const studentId = held();
        if (studentId !== undefined && mayMark) openNote(studentId);
      },
      ".": () => rowAt(list.current)?.querySelector<HTMLElement>("[data-menu]")?.click(),
      ArrowDown: isTiles ? across(1) : move(1),
      ArrowUp: isTiles ? across(-1) : move(-1),
      ...(isTiles ? { ArrowRight: move(1), ArrowLeft: move(-1) } : {}),
      Home: () => focusRow(rowsIn(list.current)[0]),
      End: () => focusRow(rowsIn(list.current).at(-1)),
    },
    { within: list },
  );
  useShortcuts({
    j: move(1),
    k: move(-1),
    "/": find,
    "Shift+P": everyone,
    "Shift+Enter": finish,
    "Mod+Z": () => {
      const undone = actions.undo();
      announce(undone.length === 1 ? `Undone for ${labelOf(undone[0] ?? "")}.` : `Undone: ${undone.length} marks.`);
    },
  });
};
