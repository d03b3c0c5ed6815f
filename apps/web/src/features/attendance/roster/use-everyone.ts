import { announce } from "@handrail/ui/live-region";
import { useStore } from "@handrail/ui/store";
import { toast } from "@handrail/ui/toast";

import type { RosterActions } from "./actions.ts";
import type { RosterView } from "./overlay.ts";
import { students } from "./words.ts";

interface Class {
  readonly actions: RosterActions;
  readonly view: RosterView;
  readonly mayMark: boolean;
}

/** Everyone here, and the way back as long as nobody has touched a row since. */
export const useEveryone = ({ actions, view, mayMark }: Class) => {
  useStore(actions.all);
  const undoAll = (): void => {
    const count = actions.undoAll();
    if (count > 0) announce(`${students(count)} unmarked again.`);
  };
  const everyone = (): void => {
    const count = mayMark ? actions.everyone() : 0;
    if (count === 0) return;
    const action = { label: "Undo", onPress: undoAll };
    toast({ message: `${students(count)} marked present.`, tone: "done", action });
  };
  return { mayUndoAll: actions.isAllUntouched(view), undoAll, everyone };
};
