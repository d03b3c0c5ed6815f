import type { Grid } from "@handrail/domain/progress/point-schema";
import { writeValue } from "@handrail/domain/progress/values";
import { Button } from "@handrail/ui/button";
import { ConflictCard } from "@handrail/ui/conflict-card";
import CloudOff from "lucide-react/icons/cloud-off";

import { shortDay } from "../../../lib/time.ts";
import { keyOf, standing, type Draft, type Drafts } from "../grid/entry.ts";
import { countWords } from "../words.ts";

export type EntryProblemsProps = {
  grid: Grid;
  drafts: Drafts;
  nameOf: (studentId: string, code: string) => string;
  onKeep: (draft: Draft, which: "mine" | "theirs") => void;
  onTryAgain: () => void;
};

/** What is not saved, said once for the whole grid; and cells that two wrote at the same time. */
export const EntryProblems = ({ grid, drafts, nameOf, onKeep, onTryAgain }: EntryProblemsProps) => {
  const all = [...drafts.values()];
  const waiting = all.filter(({ state }) => state === "unsent").length;
  const contested = all.filter(({ state }) => state === "contested");
  const who = (draft: Draft): string => {
    const row = grid.rows.find(({ studentId }) => studentId === draft.studentId);
    return `${nameOf(draft.studentId, row?.displayCode ?? "")}, ${shortDay(draft.day)},`;
  };
  return (
    <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
      {waiting > 0 && (
        <div className="rounded-card border-tardy bg-tardy-soft text-ink flex flex-wrap items-center gap-3 border px-4 py-2.5">
          <CloudOff aria-hidden="true" className="text-tardy shrink-0" size={18} />
          <p className="text-ui min-w-0 flex-1">
            {countWords(waiting, "cell")} not saved yet. What you wrote stays here until it is.
          </p>
          <Button size="sm" onPress={onTryAgain}>
            Try now
          </Button>
        </div>
      )}
      {contested.map((draft) => (
        <ConflictCard
          key={keyOf(draft.studentId, draft.day)}
          mine={{ who: "You", when: "just now", value: draft.text === "" ? "No value" : draft.text }}
          theirs={{
            who: standing(grid, draft.studentId, draft.day)?.by ?? "Somebody else",
            when: "before you",
            value: draft.theirs === null ? "No value" : writeValue(draft.theirs.value),
            keepLabel: "Keep theirs",
          }}
          title={who(draft)}
          onKeep={(which) => onKeep(draft, which)}
        />
      ))}
    </div>
  );
};
