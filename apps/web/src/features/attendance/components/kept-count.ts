import { createStore, type Store, useStore } from "@handrail/ui/store";
import { toast } from "@handrail/ui/toast";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api } from "../../../lib/api.ts";
import { serverNow } from "../../../lib/now.ts";
import { countKept } from "../queue/core.ts";
import type { Item } from "../queue/item.ts";
import type { Sent } from "../queue/send.ts";
import { sendState, startSender } from "../queue/sender.ts";
import { queueStore } from "../queue/store.ts";
import { applyAnswer } from "../roster/apply.ts";

/** The newest answer to something that this page sent. */
export const lastSent: Store<{ readonly at: string; readonly count: number } | null> = createStore<{
  readonly at: string;
  readonly count: number;
} | null>(null);

const noteSent = (item: Item, { kind }: Sent): void => {
  if (kind === "done") lastSent.set({ at: serverNow(), count: countKept([item]) });
};

/** Counts what goes out after an interruption, for one sentence at its end. */
const createTally = () => {
  let sent = 0;
  let wasInterrupted = false;
  return {
    state: (): void => {
      const now = sendState.get();
      if (now === "retrying" || now === "signIn") wasInterrupted = true;
      if (now !== "resting" || !wasInterrupted) return;
      if (sent > 0) toast({ message: sent === 1 ? "1 mark sent." : `${sent} marks sent.`, tone: "done" });
      sent = 0;
      wasInterrupted = false;
    },
    add: (item: Item, outcome: Sent): void => {
      if (outcome.kind === "done" && item.procedure === "record")
        sent += item.input.marks.length - outcome.refused.length;
    },
    isOn: (): boolean => wasInterrupted,
  };
};

const startSending = (personId: string): (() => void) => {
  const tally = createTally();
  const unsubscribe = sendState.subscribe(tally.state);
  const stop = startSender(personId, async (item, sent) => {
    if (tally.isOn()) tally.add(item, sent);
    noteSent(item, sent);
    if (sent.kind === "moot") toast({ message: sent.message });
    await applyAnswer(item, sent);
  });
  return () => {
    unsubscribe();
    stop();
  };
};

/**
 * How many marks and other changes of this person wait on this device. Mounted once by the shell, it also keeps them
 * going out, whichever page is open.
 */
export const useKeptCount = (): number => {
  const { data: personId } = useQuery({ ...api.access.me.queryOptions(), select: (me) => me.userId });
  useEffect(() => (personId === undefined ? undefined : startSending(personId)), [personId]);
  const items = useStore(queueStore);
  return personId === undefined ? 0 : countKept(items.filter((item) => item.personId === personId));
};
