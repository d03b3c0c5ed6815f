import { Mark } from "@handrail/ui/mark";
import { type RefObject, useCallback, useMemo, useState } from "react";

import type { RosterActions } from "../roster/actions.ts";
import type { ViewRow } from "../roster/overlay.ts";
import type { Holder } from "../roster/use-hold.ts";
import { onListKeys } from "../roster/use-roster-keys.ts";
import { fourMarks, kindOf, nextInCycle, type Pickable } from "../roster/words.ts";
import { AnchoredMenu, type MenuLine } from "./anchored-menu.tsx";
import { HistoryPopover } from "./history-popover.tsx";
import { RosterRow, type RowHands } from "./roster-row.tsx";
import { Tile } from "./tile-grid.tsx";

export interface RosterListProps {
  readonly sessionId: string;
  readonly title: string;
  readonly rows: readonly ViewRow[];
  readonly zone: string;
  readonly personId: string;
  readonly isPhone: boolean;
  readonly isTiles: boolean;
  readonly isShaded: boolean;
  readonly mayMark: boolean;
  readonly activeId: string | null;
  readonly noteId: string | null;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly holders: ReadonlyMap<string, Holder>;
  readonly breaths: ReadonlyMap<string, number>;
  readonly actions: RosterActions;
  readonly labelOf: (studentId: string) => string;
  readonly nameOf: (userId: string | null) => string;
  readonly onActive: (studentId: string | null) => void;
  readonly onNote: (studentId: string | null) => void;
}

interface Opened {
  readonly studentId: string;
  readonly anchor: HTMLElement;
}

const focusSoon = (find: () => HTMLElement | null | undefined): void => {
  // After the menu has given the focus back to where it came from.
  setTimeout(() => find()?.focus(), 60);
};

const linesFor = (props: RosterListProps, row: ViewRow, openHistory: () => void): (MenuLine | "-")[] => {
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
          { id: "unmark", label: "Unmark", shortcut: "u", onAction: () => actions.mark(studentId, "scheduled") },
        ] as const)),
  ];
};

export const RosterList = (props: RosterListProps) => {
  const { sessionId, title, rows, zone, personId, isPhone, isTiles, isShaded, mayMark } = props;
  const { activeId, noteId, list, holders, breaths, actions, labelOf, nameOf, onActive, onNote } = props;
  const [menu, setMenu] = useState<Opened | null>(null);
  const [history, setHistory] = useState<Opened | null>(null);
  const openMenu = useCallback((studentId: string, anchor: HTMLElement) => setMenu({ studentId, anchor }), []);
  const cycle = useCallback(
    (studentId: string) => {
      const tile = list.current?.querySelector<HTMLElement>(`[data-row="${studentId}"]`);
      const status = (tile?.dataset["status"] ?? "scheduled") as ViewRow["status"];
      actions.mark(studentId, nextInCycle[status]);
    },
    [actions, list],
  );
  const hands = useMemo(
    (): RowHands => ({
      mark: (status, studentId) => actions.mark(studentId, status),
      minutes: actions.minutes,
      note: actions.note,
      keep: actions.keep,
      menu: openMenu,
      closeNote: (studentId) => {
        onNote(null);
        focusSoon(() => list.current?.querySelector<HTMLElement>(`[data-row="${studentId}"]`));
      },
      nameOf,
    }),
    [actions, openMenu, onNote, list, nameOf],
  );
  const menuRow = rows.find((row) => row.studentId === menu?.studentId);
  const historyRow = rows.find((row) => row.studentId === history?.studentId);
  const shared = { isShaded, mayMark };
  // The first row is the way in by Tab as long as no row is in hand.
  const entryId = rows.some((row) => row.studentId === activeId) ? activeId : (rows[0]?.studentId ?? null);
  const watchers = {
    ref: list,
    onBlur: (event: React.FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) onActive(null);
    },
    onFocus: (event: React.FocusEvent<HTMLElement>) => {
      const id = event.target.closest<HTMLElement>("[data-row]")?.dataset["row"];
      if (id !== undefined) onActive(id);
    },
  };
  return (
    <>
      {isTiles ? (
        <div {...watchers} className="print:hidden">
          <ul
            aria-label={`Roster of ${title}`}
            className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2"
            role="list"
          >
            {rows.map((row) => {
              const holder = holders.get(row.studentId);
              return (
                <Tile
                  {...shared}
                  holder={holder?.name ?? null}
                  key={row.studentId}
                  name={labelOf(row.studentId)}
                  row={row}
                  tone={holder?.tone ?? 0}
                  onCycle={cycle}
                  onMenu={openMenu}
                />
              );
            })}
          </ul>
        </div>
      ) : (
        <div
          {...watchers}
          aria-label={`Roster of ${title}`}
          aria-rowcount={rows.length}
          className="border-line md:rounded-card @container overflow-clip max-md:-mx-4 max-md:border-y md:border print:hidden"
          role="grid"
          onKeyDown={(event) => onListKeys(list.current, event)}
        >
          {rows.map((row, index) => {
            const holder = holders.get(row.studentId);
            return (
              <RosterRow
                {...shared}
                breath={breaths.get(row.studentId) ?? 0}
                hands={hands}
                holder={holder?.name ?? null}
                isActive={row.studentId === activeId}
                isEntry={row.studentId === entryId}
                isNoteOpen={noteId === row.studentId}
                isPhone={isPhone}
                key={row.studentId}
                name={labelOf(row.studentId)}
                personId={personId}
                place={index + 1}
                row={row}
                sessionId={sessionId}
                tone={holder?.tone ?? 0}
                zone={zone}
              />
            );
          })}
        </div>
      )}
      {menuRow !== undefined && (
        <AnchoredMenu
          anchor={menu?.anchor ?? null}
          label={`More for ${labelOf(menuRow.studentId)}`}
          lines={linesFor(props, menuRow, () => setHistory(menu))}
          onClose={() => setMenu(null)}
        />
      )}
      {historyRow !== undefined && (
        <HistoryPopover
          anchor={history?.anchor ?? null}
          mayMark={mayMark}
          name={labelOf(historyRow.studentId)}
          row={historyRow}
          sessionId={sessionId}
          zone={zone}
          onClose={() => setHistory(null)}
          onRestore={(value) => actions.restore(historyRow.studentId, value)}
        />
      )}
    </>
  );
};
