import { cx } from "@handrail/ui/cx";
import { Kbd } from "@handrail/ui/kbd";
import { useEffect, useRef } from "react";

import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import type { PaletteRow } from "../source.ts";

export type PaletteOptionProps = {
  id: string;
  row: PaletteRow;
  names: StudentNames;
  isChosen: boolean;
  onChoose: () => void;
  onPoint: () => void;
};

export const PaletteOption = ({ id, row, names, isChosen, onChoose, onPoint }: PaletteOptionProps) => {
  const option = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    // The field keeps the focus, and its keys: a pointer is the only other way here.
    <button
      aria-selected={isChosen}
      className={cx(
        "rounded-control flex min-h-11 w-full text-start items-center gap-3 px-3 py-1.5",
        isChosen && "bg-accent-soft",
      )}
      id={id}
      ref={option}
      role="option"
      tabIndex={-1}
      type="button"
      onClick={onChoose}
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={onPoint}
    >
      <span className="min-w-0 flex-1 truncate">
        {row.studentId === undefined ? (
          row.label
        ) : (
          <StudentName code={row.label} names={names} studentId={row.studentId} />
        )}
      </span>
      {row.detail !== undefined && <span className="text-meta text-ink-2 shrink-0">{row.detail}</span>}
      <span className="flex shrink-0 items-center gap-1">
        {row.keys?.map((key) => (
          <Kbd key={key} keys={key} />
        ))}
        {isChosen && row.keys === undefined && <Kbd keys="Enter" />}
      </span>
    </button>
  );
};
