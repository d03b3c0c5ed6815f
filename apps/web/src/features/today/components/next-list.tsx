import type { Day, Instant } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { useState } from "react";

import { SessionRow } from "../../sessions/components/session-row.tsx";
import { verbOf } from "../../sessions/components/session-verb.ts";
import type { StudentNames } from "../../students/components/student-name.tsx";
import { foldedWords, type NextFacts, type NextItem, nextList } from "../next.ts";
import { DecisionRow, FollowUpRow } from "./due-row.tsx";

export type NextListProps = {
  facts: NextFacts;
  names: StudentNames;
  now: Instant;
  today: Day;
  isOffline: boolean;
  showFacilitator: boolean;
};

const digits = 9;

/** One list: what runs, what is due, what comes, what was. */
export const NextList = ({ facts, names, now, today, isOffline, showFacilitator }: NextListProps) => {
  const [isUnfolded, setUnfolded] = useState(false);
  const { parts, folded } = nextList(facts, now, isUnfolded);
  const shown = parts.flatMap(({ items }) => items);
  const main = shown.find((item) => item.kind === "session" && verbOf(item.session, now).isUrgent);
  const keyOf = (item: NextItem): string | undefined => {
    const place = shown.indexOf(item) + 1;
    return place <= digits ? String(place) : undefined;
  };
  const line = (item: NextItem) => {
    const shared = { isOffline, names, shortcut: keyOf(item) };
    switch (item.kind) {
      case "session":
        return (
          <SessionRow
            isMain={item === main}
            key={item.id}
            now={now}
            session={item.session}
            shortcut={shared.shortcut}
            showFacilitator={showFacilitator}
          />
        );
      case "follow_up":
        return <FollowUpRow followUp={item.followUp} key={item.id} today={today} {...shared} />;
      case "decision":
        return <DecisionRow decision={item.decision} key={item.id} {...shared} />;
    }
  };
  return (
    <div className="flex flex-col gap-6">
      {parts.map(({ part, title, items }) => (
        <section aria-labelledby={`part-${part}`} key={part}>
          <h2 className="text-meta text-ink-2 mb-2 font-semibold" id={`part-${part}`}>
            {title}
          </h2>
          <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
            {items.map(line)}
          </ul>
        </section>
      ))}
      {folded.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button size="sm" onPress={() => setUnfolded(true)}>
            Show {folded.length} more
          </Button>
          <p className="text-meta text-ink-2 min-w-0">{foldedWords(folded)}</p>
        </div>
      )}
    </div>
  );
};
