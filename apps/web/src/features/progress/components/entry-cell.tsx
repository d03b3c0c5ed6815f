import { cx } from "@handrail/ui/cx";
import { type ClipboardEvent, type KeyboardEvent, useId } from "react";

import type { Draft } from "../grid/entry.ts";

export type EntryCellProps = {
  label: string;
  /** Its place in the grid, by which the arrow keys find it: `row:column`. */
  place: string;
  text: string;
  draft: Draft | undefined;
  /** Why nothing can be written here: the student did not take part on this day. */
  closed: string | null;
  isReadOnly: boolean;
  onType: (text: string) => void;
  onLeave: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
};

const looks = {
  typing: "border-accent",
  saving: "border-accent",
  unsent: "border-tardy border-dashed",
  refused: "border-absent",
  contested: "border-tardy",
} as const;

/** One value of one student on one day. It saves when it is left, and keeps its text when it cannot. */
export const EntryCell = (props: EntryCellProps) => {
  const { label, place, text, draft, closed, isReadOnly, onType, onLeave, onKeyDown, onPaste } = props;
  const wordsId = useId();
  if (closed !== null)
    return (
      <span className="text-ink-3 block px-2 text-end" title={closed}>
        –<span className="sr-only">{closed}</span>
      </span>
    );
  const words = draft?.words ?? null;
  return (
    <span className="flex flex-col items-end gap-0.5">
      <input
        aria-describedby={words === null ? undefined : wordsId}
        aria-invalid={draft?.state === "refused" ? true : undefined}
        aria-label={label}
        autoComplete="off"
        className={cx(
          "rounded-control bg-surface text-body text-ink hover:border-control-line h-11 w-20 border px-2 text-end tabular-nums pointer-fine:h-9",
          draft === undefined ? "border-line" : looks[draft.state],
        )}
        data-cell={place}
        data-state={draft?.state ?? "saved"}
        inputMode="decimal"
        readOnly={isReadOnly}
        type="text"
        value={text}
        onBlur={onLeave}
        onChange={(event) => onType(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {words !== null && (
        <span
          className={cx("text-meta max-w-44 text-end", draft?.state === "refused" ? "text-absent" : "text-tardy")}
          id={wordsId}
        >
          {words}
        </span>
      )}
    </span>
  );
};
