import { later, whenDrawn } from "@handrail/ui/later";
import { useCallback, useMemo, useState } from "react";

import type { ViewRow } from "../roster/overlay.ts";
import { onListKeys } from "../roster/use-roster-keys.ts";
import { nextInCycle } from "../roster/words.ts";
import { AnchoredMenu } from "./anchored-menu.tsx";
import type { HistoryPopoverProps } from "./history-popover.tsx";
import type { RosterListProps } from "./list-props.ts";
import { RosterRow } from "./roster-row.tsx";
import { focusSoon, linesFor } from "./row-lines.tsx";
import type { RowHands } from "./row-props.ts";

const Tile = whenDrawn(async () => (await import("./tile-grid.tsx")).Tile);
const history = later<HistoryPopoverProps>(async () => (await import("./history-popover.tsx")).HistoryPopover);

interface Opened {
  readonly studentId: string;
  readonly anchor: HTMLElement;
}

export const RosterList = (props: RosterListProps) => {
  const { sessionId, title, rows, zone, personId, isPhone, isTiles, isShaded, mayMark } = props;
  const { activeId, noteId, list, holders, breaths, clashes, actions, labelOf, nameOf, onActive, onNote } = props;
  const [menu, setMenu] = useState<Opened | null>(null);
  const [past, setPast] = useState<Opened | null>(null);
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
  const pastRow = rows.find((row) => row.studentId === past?.studentId);
  const openPast = (row: Opened | null): void => {
    setPast(row);
    // Without its code there is nothing to open: the next try asks for it again.
    void history.need().then((isHere) => isHere || setPast(null));
  };
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
          className="border-line md:rounded-card @container overflow-clip max-md:-mx-4 max-md:-mt-3 max-md:border-b md:border print:hidden"
          role="grid"
          tabIndex={-1}
          onKeyDown={(event) => onListKeys(list.current, event)}
        >
          {rows.map((row, index) => {
            const holder = holders.get(row.studentId);
            return (
              <RosterRow
                {...shared}
                breath={breaths.get(row.studentId) ?? 0}
                clash={clashes.get(row.studentId) ?? null}
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
          lines={linesFor(props, menuRow, () => openPast(menu))}
          onClose={() => setMenu(null)}
        />
      )}
      {pastRow !== undefined && (
        <history.Part
          anchor={past?.anchor ?? null}
          mayMark={mayMark}
          name={labelOf(pastRow.studentId)}
          row={pastRow}
          sessionId={sessionId}
          zone={zone}
          onClose={() => {
            setPast(null);
            focusSoon(() => past?.anchor);
          }}
          onRestore={(value) => actions.restore(pastRow.studentId, value)}
        />
      )}
    </>
  );
};
