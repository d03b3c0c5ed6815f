import { cx } from "@handrail/ui/cx";
import { LiveEdge } from "@handrail/ui/live-edge";
import { Mark } from "@handrail/ui/mark";
import { MarkPicker } from "@handrail/ui/mark-picker";
import Ellipsis from "lucide-react/icons/ellipsis";
import { memo } from "react";

import { fourMarks, kindOf, rate, threeMarks } from "../roster/words.ts";
import { ContestedValues } from "./contested-values.tsx";
import { MinutesField } from "./minutes-field.tsx";
import { NoteEditor } from "./note-editor.tsx";
import { RowName, Who } from "./row-name.tsx";
import type { RosterRowProps } from "./row-props.ts";

export const rowId = (studentId: string): string => `row-${studentId}`;

const outlines = [
  "outline-accent",
  "outline-present",
  "outline-tardy",
  "outline-excused",
  "outline-live",
  "outline-critical",
];

const Drawn = (props: RosterRowProps) => {
  const {
    sessionId,
    row,
    name,
    place,
    zone,
    personId,
    isActive,
    isEntry,
    isPhone,
    mayMark,
    isNoteOpen,
    holder,
    tone,
    breath,
    hands,
  } = props;
  const { studentId } = row;
  const options = isPhone ? threeMarks : fourMarks;
  const chosen = row.status === "scheduled" ? null : row.status;
  const share = rate(row);
  return (
    <div
      aria-rowindex={place}
      className={cx(
        "relative grid scroll-mt-40 scroll-mb-28 items-center gap-x-3 border-b border-line bg-surface last:border-b-0 focus-visible:z-10 focus-visible:-outline-offset-2 print:hidden",
        isPhone
          ? "min-h-16 grid-cols-[minmax(0,1fr)_auto] gap-x-1.5 ps-3 pe-1"
          : "min-h-14 grid-cols-[1.75rem_minmax(0,1fr)_auto] ps-3 pe-2 @3xl:grid-cols-[1.75rem_minmax(0,1fr)_17rem_auto]",
        isActive && "bg-accent-soft/60",
        holder !== null && cx("outline-2 -outline-offset-2", outlines[tone % outlines.length]),
      )}
      data-row={studentId}
      data-status={row.status}
      id={rowId(studentId)}
      role="row"
      tabIndex={isEntry ? 0 : -1}
    >
      {breath > 0 && <LiveEdge key={breath} />}
      {!isPhone && (
        <span aria-hidden="true" className="text-meta text-ink-3 row-span-2 text-end tabular-nums @3xl:row-span-1">
          {place}
        </span>
      )}
      <RowName {...props} />
      {!isPhone && (
        <div
          className="text-meta text-ink-2 col-start-2 flex min-w-0 items-center gap-x-3 pb-1.5 @3xl:col-start-3 @3xl:row-start-1 @3xl:grid @3xl:grid-cols-[6.75rem_minmax(0,1fr)] @3xl:pb-0"
          role="gridcell"
        >
          <span className="whitespace-nowrap tabular-nums" title={share === "" ? undefined : "Attended so far"}>
            {share === "" ? <span className="text-ink-3">First session</span> : share}
          </span>
          {row.status === "tardy" && mayMark ? (
            <MinutesField
              label={`Minutes late for ${name}`}
              minutes={row.minutesLate ?? 0}
              onChange={(minutes) => hands.minutes(studentId, minutes)}
            />
          ) : (
            <Who {...{ row, zone, personId }} nameOf={hands.nameOf} />
          )}
        </div>
      )}
      <div
        className={cx(
          "flex items-center gap-1",
          !isPhone && "col-start-3 row-span-2 row-start-1 @3xl:col-start-4 @3xl:row-span-1",
        )}
        role="gridcell"
      >
        {mayMark ? (
          <>
            <MarkPicker
              isQueued={row.isQueued}
              legend={`Mark for ${name}`}
              options={options}
              rowId={studentId}
              value={chosen}
              onChange={hands.mark}
            />
            <button
              aria-haspopup="menu"
              aria-keyshortcuts="."
              aria-label={`More for ${name}${isPhone && row.status === "excused" ? ", Excused" : ""}`}
              className="rounded-control text-ink-2 hover:bg-hover hover:text-ink flex size-12 shrink-0 items-center justify-center pointer-fine:size-11"
              data-menu=""
              type="button"
              onClick={(event) => hands.menu(studentId, event.currentTarget)}
            >
              {isPhone && row.status === "excused" ? (
                <Mark isDecorative isQueued={row.isQueued} kind="excused" />
              ) : (
                <Ellipsis aria-hidden="true" size={18} />
              )}
            </button>
          </>
        ) : (
          <Mark kind={kindOf[row.status]} {...(row.minutesLate === null ? {} : { minutes: row.minutesLate })} />
        )}
      </div>
      {(row.contested.length > 0 || isNoteOpen) && (
        <div className={cx("col-span-full flex flex-col gap-2 pb-2", isPhone ? "pe-2" : "ps-10 pe-1")} role="gridcell">
          {row.contested.length > 0 && (
            <ContestedValues {...{ row, name, zone, personId }} nameOf={hands.nameOf} onKeep={hands.keep} />
          )}
          {isNoteOpen && (
            <NoteEditor
              draftKey={`${sessionId}/${studentId}`}
              name={name}
              note={row.note}
              personId={personId}
              onClose={() => hands.closeNote(studentId)}
              onKeep={(text) => hands.note(studentId, text)}
            />
          )}
        </div>
      )}
    </div>
  );
};

/** One mark draws one row. */
export const RosterRow = memo(Drawn);
