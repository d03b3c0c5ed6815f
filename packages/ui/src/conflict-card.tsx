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
    <section aria-labelledby={id} className="rounded-card border-tardy bg-surface border">
      <h3 className="border-line text-ui border-b px-4 py-2.5" id={id}>
        {title} <span className="text-ink-2">was changed twice. Keep which?</span>
      </h3>
      <div className="sm:divide-line max-sm:divide-line grid max-sm:divide-y sm:grid-cols-2 sm:divide-x">
        {sides.map(({ side, who, when, value, label }) => (
          <div className="flex flex-col items-start gap-2.5 p-4" key={side}>
            <p className="text-meta text-ink-2">
              {who} · {when}
            </p>
            <div className="text-body text-ink flex-1">{value}</div>
            <Button isDisabled={isPending} size="sm" onPress={() => onKeep(side)}>
              {label}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
};
