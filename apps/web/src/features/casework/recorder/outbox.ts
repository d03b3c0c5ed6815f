import { createStore } from "@handrail/ui/store";
import { toast } from "@handrail/ui/toast";

import { api, client, mayPass, problemOf, queryClient } from "../../../lib/api.ts";
import { onSignInState, signInLost, signInState } from "../../../lib/sign-in-state.ts";
import { dropWords, keepWords, type KeptWords, type Sending, wordsOf } from "./device.ts";

/** What was decided on without a connection, and waits on this device. */
export const waitingStore = createStore<readonly KeptWords[]>([]);

const againMs = 5_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | undefined;

const send = ({ kind, input }: Sending): Promise<{ caseId: string }> =>
  kind === "meeting" ? client.casework.recordMeeting.mutate(input) : client.casework.addUpdate.mutate(input);

/** Names are not kept on the device: the code says whom it was for. */
const sentWords = ({ kind, displayCode }: KeptWords): string => {
  const whom = displayCode === null ? "" : ` for ${displayCode}`;
  return kind === "meeting" ? `Meeting recorded${whom}.` : `Update added${whom}.`;
};

const sendOne = async (words: KeptWords, sending: Sending): Promise<"done" | "later"> => {
  try {
    await send(sending);
  } catch (problem) {
    const { situation, message } = problemOf(problem);
    if (situation === "NOT_SIGNED_IN") signInLost();
    if (mayPass(situation) || situation === "NOT_SIGNED_IN") return "later";
    // A draft again: its words are all there, with the reason to read.
    await keepWords({ ...words, sending: null });
    const whom = words.displayCode === null ? "" : ` (${words.displayCode})`;
    toast({ message: `Kept as a draft, not recorded${whom}: ${message}`, tone: "problem" });
    return "done";
  }
  await dropWords(words.draftId);
  toast({ message: sentWords(words), tone: "done" });
  await queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
  return "done";
};

const run = async (personId: string): Promise<void> => {
  clearTimeout(timer);
  const waiting = (await wordsOf(personId)).filter(({ sending }) => sending !== null);
  waitingStore.set(waiting);
  if (waiting.length === 0 || signInState() === "lost") return;
  // In the order in which they were written.
  for (const words of waiting.toReversed()) {
    if (words.sending === null) continue;
    if ((await sendOne(words, words.sending)) === "later") {
      timer = setTimeout(() => void sendWaiting(personId), againMs);
      break;
    }
  }
  waitingStore.set((await wordsOf(personId)).filter(({ sending }) => sending !== null));
};

/** Sends what waits; called as often as there is hope. */
export const sendWaiting = (personId: string): Promise<void> => {
  running ??= run(personId)
    .catch((problem: unknown) => {
      console.warn("What waits on this device could not be read.", problem);
    })
    .finally(() => {
      running = undefined;
    });
  return running;
};

/** Keeps trying while the app is open. */
export const startOutbox = (personId: string): (() => void) => {
  const go = (): void => void sendWaiting(personId);
  go();
  window.addEventListener("online", go);
  const unsubscribe = onSignInState((state) => state === "held" && go());
  return () => {
    clearTimeout(timer);
    window.removeEventListener("online", go);
    unsubscribe();
  };
};
