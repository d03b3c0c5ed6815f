import { addDays, type Day } from "@handrail/domain/kernel/time";
import type { InboxLine } from "@handrail/domain/notifications/schema";
import { useShortcuts } from "@handrail/ui/use-shortcuts";

import { mayPutOff } from "../words.ts";
import type { LineActs } from "./inbox-row.tsx";

/** `e` is done with the chosen line, `h` lets it rest until tomorrow. */
export const useInboxKeys = (chosen: InboxLine | undefined, today: Day, acts: LineActs): void => {
  useShortcuts(
    {
      e: () => chosen && acts.finish(chosen),
      h: () => {
        if (chosen !== undefined && mayPutOff(chosen)) acts.putOff(chosen, addDays(today, 1));
      },
    },
    { isDisabled: chosen === undefined },
  );
};
