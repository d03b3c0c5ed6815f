import { ConflictCard } from "@handrail/ui/conflict-card";
import type { ReactNode } from "react";

import type { Edits } from "../use-edits.ts";

export type ContestedListProps<F extends object> = {
  edits: Edits<F>;
  /** What stands. */
  current: F;
  labels: Readonly<Record<keyof F, string>>;
  show: (field: keyof F, value: F[keyof F]) => ReactNode;
};

/** Fields that two people changed: both values, until one is kept. What was typed is still in the form. */
export const ContestedList = <F extends object>({ edits, current, labels, show }: ContestedListProps<F>) =>
  edits.contested.length === 0 ? null : (
    <div className="flex flex-col gap-3" role="alert">
      {edits.contested.map((field) => (
        <ConflictCard
          key={String(field)}
          mine={{ who: "You", when: "not saved yet", value: show(field, edits.values[field]) }}
          theirs={{ who: "A colleague", when: "saved", value: show(field, current[field]), keepLabel: "Keep theirs" }}
          title={labels[field]}
          onKeep={(side) => (side === "mine" ? edits.keepMine(field) : edits.takeTheirs(field))}
        />
      ))}
    </div>
  );
