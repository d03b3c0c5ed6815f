import type { Day } from "@handrail/domain/kernel/time";
import { speaksAgainst } from "@handrail/domain/progress/evidence";
import type { DecisionRow } from "@handrail/domain/progress/exit-schema";
import { Button } from "@handrail/ui/button";

import { shortDay } from "../../../lib/time.ts";
import { PutOffMenu } from "../../../shell/put-off-menu.tsx";

export type DecisionActionsProps = {
  row: DecisionRow;
  name: string;
  today: Day;
  onDecide: (decision: "accepted" | "declined") => void;
  onPutOff: (until: Day | null) => void;
};

/** What a person can answer to a recommendation: exit, keep the plan, or later. */
export const DecisionActions = ({ row, name, today, onDecide, onPutOff }: DecisionActionsProps) => (
  <div className="border-line flex flex-wrap items-center gap-2 border-t pt-3">
    <Button
      shortcut="y"
      size="sm"
      variant={speaksAgainst(row.evidence) ? "secondary" : "primary"}
      onPress={() => onDecide("accepted")}
    >
      Exit
    </Button>
    <Button shortcut="n" size="sm" onPress={() => onDecide("declined")}>
      Keep the plan
    </Button>
    {row.putOffUntil === null ? (
      <PutOffMenu label={`Later: ${name}`} shortcut="l" today={today} word="Later" onChoose={onPutOff} />
    ) : (
      <span className="text-ui text-ink-2 flex flex-wrap items-center gap-2">
        You put this off until {shortDay(row.putOffUntil, today)}.
        <Button aria-label={`Undo put off: ${name}`} size="sm" variant="quiet" onPress={() => onPutOff(null)}>
          Undo
        </Button>
      </span>
    )}
  </div>
);
