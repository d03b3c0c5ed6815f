import { toast } from "@handrail/ui/toast";
import { useState } from "react";

import type { RosterActions } from "./actions.ts";

/** `keep`: finish, and leave the students with two marks as they are. `show`: go to the first of them. */
export type FinishAnswer = "present" | "absent" | "blank" | "keep" | "show" | null;

interface Finishing {
  readonly actions: RosterActions;
  readonly unmarked: number;
  /** Students with two different marks, of which nobody has chosen one. */
  readonly contested: number;
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

/** The first row with two marks, with the focus on its first mark. */
const showContested = (): void => {
  const row = document.querySelector<HTMLElement>("[data-contested]");
  row?.scrollIntoView({ block: "center" });
  (row?.querySelector<HTMLElement>("button") ?? row)?.focus({ preventScroll: true });
};

export type FinishAsks = "contested" | "unmarked";

/** Finish asks about students with two marks, then about those without one; one more press takes it back. */
export const useFinish = ({ actions, unmarked, contested, mayFinish, mayReopen, isOffline }: Finishing) => {
  const [asking, setAsking] = useState<FinishAsks | null>(null);
  const finish = (): void => {
    actions.finish();
    const message = isOffline ? "Finishes when back online." : "Session finished.";
    toast({ message, tone: "done", ...(mayReopen ? { action: { label: "Undo", onPress: actions.reopen } } : {}) });
  };
  const ask = (): void => {
    if (!mayFinish) return;
    if (contested > 0) setAsking("contested");
    else if (unmarked > 0) setAsking("unmarked");
    else finish();
  };
  const answer = (choice: FinishAnswer): void => {
    if (choice === "keep" && unmarked > 0) {
      setAsking("unmarked");
      return;
    }
    setAsking(null);
    if (choice === "show") {
      showContested();
      return;
    }
    if (choice === "present" || choice === "absent") actions.everyone(choice);
    if (choice !== null) finish();
    focusHeading();
  };
  const isOpen = mayFinish && (asking === "contested" ? contested > 0 : unmarked > 0);
  return { asks: isOpen ? asking : null, ask, answer };
};
