import { toast } from "@handrail/ui/toast";
import { useState } from "react";

import type { RosterActions } from "./actions.ts";

interface Finishing {
  readonly actions: RosterActions;
  readonly unmarked: number;
  readonly mayFinish: boolean;
  readonly mayReopen: boolean;
  readonly isOffline: boolean;
}

const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>("#main h1");
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
};

/** Finish asks about the unmarked first; its answer is one press, and one more takes it back. */
export const useFinish = ({ actions, unmarked, mayFinish, mayReopen, isOffline }: Finishing) => {
  const [isAsking, setAsking] = useState(false);
  const finish = (): void => {
    actions.finish();
    const message = isOffline ? "Finishes when back online." : "Session finished.";
    toast({ message, tone: "done", ...(mayReopen ? { action: { label: "Undo", onPress: actions.reopen } } : {}) });
  };
  const ask = (): void => {
    if (!mayFinish) return;
    if (unmarked > 0) setAsking(true);
    else finish();
  };
  const answer = (choice: "present" | "absent" | "blank" | null): void => {
    setAsking(false);
    if (choice === "present" || choice === "absent") actions.everyone(choice);
    if (choice !== null) finish();
    focusHeading();
  };
  return { isAsking: isAsking && mayFinish && unmarked > 0, ask, answer };
};
