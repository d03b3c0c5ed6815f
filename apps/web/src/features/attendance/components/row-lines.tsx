import { Mark } from "@handrail/ui/mark";

import type { ViewRow } from "../roster/overlay.ts";
import { fourMarks, kindOf, type Pickable } from "../roster/words.ts";
import type { MenuLine } from "./anchored-menu.tsx";
import type { RosterListProps } from "./list-props.ts";

type LinesProps = Pick<RosterListProps, "actions" | "isPhone" | "isTiles" | "list" | "onNote">;

export const focusSoon = (find: () => HTMLElement | null | undefined): void => {
  // After the menu has given the focus back to where it came from.
  setTimeout(() => find()?.focus(), 60);
};

export const linesFor = (props: LinesProps, row: ViewRow, openHistory: () => void): (MenuLine | "-")[] => {
  const { actions, isPhone, isTiles, list, onNote } = props;
  const { studentId, status } = row;
  const icon = (value: Pickable) => <Mark isDecorative kind={kindOf[value]} size="sm" />;
  const offered = isTiles ? fourMarks : isPhone ? fourMarks.slice(3) : [];
  const rowOf = (): HTMLElement | null | undefined =>
    list.current?.querySelector<HTMLElement>(`[data-row="${studentId}"]`);
  const editMinutes = (): void => {
    if (status !== "tardy") actions.mark(studentId, "tardy");
    focusSoon(() => rowOf()?.querySelector<HTMLElement>("[data-minutes]"));
  };
  const unexpect = (): void => {
    const next = rowOf()?.nextElementSibling ?? rowOf()?.previousElementSibling;
    actions.expect(studentId, false);
    focusSoon(() => (next instanceof HTMLElement ? next : null));
  };
  return [
    ...offered.map(({ value, label, shortcut }) => ({
      id: value,
      label,
      icon: icon(value),
      shortcut,
      isCurrent: status === value,
      onAction: () => actions.mark(studentId, value),
    })),
    ...(offered.length > 0 ? (["-"] as const) : []),
    ...(isTiles
      ? []
      : [
          { id: "minutes", label: "Minutes late", onAction: editMinutes },
          {
            id: "note",
            label: row.note === null ? "Write a note" : "Change the note",
            shortcut: "n",
            onAction: () => onNote(studentId),
          },
        ]),
    { id: "history", label: "History", onAction: openHistory },
    ...(status === "scheduled"
      ? row.expectation === "expected"
        ? [{ id: "unexpect", label: "Not expected today", onAction: unexpect }]
        : []
      : ([
          "-",
          {
            id: "unmark",
            label: "Clear the mark",
            shortcut: "u",
            onAction: () => actions.mark(studentId, "scheduled"),
          },
        ] as const)),
  ];
};
