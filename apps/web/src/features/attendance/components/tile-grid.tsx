import { Avatar } from "@handrail/ui/avatar";
import { cx } from "@handrail/ui/cx";
import { Mark } from "@handrail/ui/mark";
import { memo, useRef } from "react";

import type { ViewRow } from "../roster/overlay.ts";
import { grade, kindOf, wordOf } from "../roster/words.ts";
import { rowId } from "./roster-row.tsx";

const longPressMs = 500;

export interface TileProps {
  readonly row: ViewRow;
  readonly name: string;
  readonly isShaded: boolean;
  readonly mayMark: boolean;
  readonly holder: string | null;
  readonly tone: number;
  readonly onCycle: (studentId: string) => void;
  readonly onMenu: (studentId: string, anchor: HTMLElement) => void;
}

const DrawnTile = ({ row, name, isShaded, mayMark, holder, tone, onCycle, onMenu }: TileProps) => {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLong = useRef(false);
  const { studentId, status, minutesLate } = row;
  return (
    <li>
      <button
        aria-haspopup="menu"
        className="rounded-card border-line bg-surface hover:bg-hover relative flex h-full min-h-36 w-full touch-manipulation flex-col items-center justify-center gap-2 border p-3 select-none"
        data-row={studentId}
        data-status={status}
        disabled={!mayMark}
        id={rowId(studentId)}
        type="button"
        onClick={() => {
          if (wasLong.current) wasLong.current = false;
          else onCycle(studentId);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          wasLong.current = false;
          onMenu(studentId, event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onMenu(studentId, event.currentTarget);
        }}
        onPointerDown={(event) => {
          const tile = event.currentTarget;
          wasLong.current = false;
          if (event.pointerType === "mouse") return;
          timer.current = setTimeout(() => {
            wasLong.current = true;
            onMenu(studentId, tile);
          }, longPressMs);
        }}
        onPointerLeave={() => clearTimeout(timer.current)}
        onPointerUp={() => clearTimeout(timer.current)}
        onPointerCancel={() => clearTimeout(timer.current)}
      >
        <Mark
          isDecorative
          isQueued={row.isQueued}
          kind={kindOf[status]}
          size="tile"
          {...(minutesLate === null ? {} : { minutes: minutesLate })}
        />
        <span className="text-ui line-clamp-2 leading-tight font-semibold">
          {name}
          <span className="sr-only">, {wordOf[status]}</span>
        </span>
        <span className={cx("text-meta", row.contested.length > 0 ? "text-tardy font-semibold" : "text-ink-2")}>
          {row.contested.length > 0
            ? "Two marks"
            : row.expectation === "guest"
              ? "Guest"
              : isShaded || name === row.displayCode
                ? grade(row.gradeLevel)
                : row.displayCode}
        </span>
        {holder !== null && (
          <span className="absolute end-2 top-2">
            <Avatar isDecorative={false} name={holder} size="sm" tone={tone} />
          </span>
        )}
      </button>
    </li>
  );
};

/** A tap goes round the marks; Enter, a long press or the right button names them all. */
export const Tile = memo(DrawnTile);
