import { type ReactNode, useId } from "react";

import { Button } from "./button.tsx";

export type ConflictSide = { who: string; when: string; value: ReactNode; keepLabel?: string };

export type ConflictCardProps = {
  /** What was changed twice: "Mark for Dana K." */
  title: string;
  mine: ConflictSide;
  theirs: ConflictSide;
  onKeep: (side: "mine" | "theirs") => void;
  isPending?: boolean;
};

/** Both values stay until a person picks one. It never covers the page. */
export const ConflictCard = ({ title, mine, theirs, onKeep, isPending = false }: ConflictCardProps) => {
  const id = useId();
  const sides = [
    { ...mine, side: "mine" as const, label: mine.keepLabel ?? "Keep mine" },
    { ...theirs, side: "theirs" as const, label: theirs.keepLabel ?? `Keep ${theirs.who}’s` },
  ];
  return (
    <section aria-labelledby={id} className="rounded-card border border-tardy bg-surface">
      <h3 className="border-b border-line px-4 py-2.5 text-ui" id={id}>
        {title} <span className="text-ink-2">was changed twice. Keep which?</span>
      </h3>
      <div className="grid sm:grid-cols-2 sm:divide-x sm:divide-line max-sm:divide-y max-sm:divide-line">
        {sides.map(({ side, who, when, value, label }) => (
          <div className="flex flex-col items-start gap-2.5 p-4" key={side}>
            <p className="text-meta text-ink-2">
              {who} · {when}
            </p>
            <div className="flex-1 text-body text-ink">{value}</div>
            <Button isDisabled={isPending} size="sm" onPress={() => onKeep(side)}>
              {label}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
};
