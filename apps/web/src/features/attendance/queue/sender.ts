import { createStore, type Store } from "@handrail/ui/store";

import { onSignInState, signInLost } from "../../../lib/sign-in-state.ts";
import { liveState } from "../../../realtime/live.ts";
import { answered, discard, freeze, nextToSend } from "./core.ts";
import type { Item, Problem } from "./item.ts";
import type { Items } from "./marks.ts";
import { send, type Sent } from "./send.ts";
import { change, onQueueChange, queueStore, reload } from "./store.ts";

/** How sending goes: `resting` is also the state of a tab that lets another tab send. */
export type SendState = "resting" | "sending" | "retrying" | "signIn";

export const sendState: Store<SendState> = createStore<SendState>("resting");

/** The person for whom this tab's sender has nothing to do. */
let restingFor: string | null = null;

/**
 * Whether what this person means now can leave in the same moment as it is written down. A page that ends in between has
 * shown the mark for a blink; whatever the server has taken by then it takes only once.
 */
export const isFreeFor = (personId: string): boolean =>
  restingFor === personId && liveState.get() === "live" && nextToSend(queueStore.get(), personId) === undefined;

const firstWaitMs = 800;
const longestWaitMs = 20_000;
/** Unknown failures of the server in a row after which an item no longer holds up the others: some two minutes. */
const mostFaults = 10;

/** Spread out, so that a school's devices do not all knock in the same second after an outage. */
const waitMs = (failures: number, chance: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 8)) * (0.5 + chance / 2);

/** A bell: `rest` ends when it is rung, or after the time given. */
const createBell = () => {
  let ring: () => void = () => undefined;
  return {
    ring: () => ring(),
    rest: (ms?: number) =>
      new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
};

export type Applied = (item: Item, sent: Sent & { kind: "done" | "refused" | "moot" }) => void | Promise<void>;

const settle = (sent: Sent & { kind: "done" | "refused" | "moot" }, item: Item) => (items: Items) => {
  if (sent.kind === "moot") return discard(items, item.mutationId);
  return answered(
    items,
    item.mutationId,
    sent.kind === "done" ? { kind: "done", rows: sent.rows, refused: sent.refused } : sent,
  );
};

/** Shown to the person, who may send it again under the same id. */
const refusedBy = (fault: Problem | null): Sent & { kind: "refused" } => ({
  kind: "refused",
  problem: fault ?? { situation: "UNKNOWN", reason: "Something went wrong on our side.", details: {} },
});

/** What waits may still change: it is written down as fixed before it leaves. */
const frozen = async ({ mutationId }: Item): Promise<Item | undefined> => {
  const written = await change((items) => freeze(items, mutationId));
  return written.find((item) => item.mutationId === mutationId && item.state === "sending");
};

/**
 * Sends what this person means, one item after another, in one tab of the browser at a time. The roster gets the answer
 * before the kept mark goes, so a mark never blinks back to its old value.
 */
export const startSender = (personId: string, applied: Applied): (() => void) => {
  const stopped = new AbortController();
  const bell = createBell();
  const { signal } = stopped;
  let failures = 0;
  let faults = 0;

  const one = async (): Promise<void> => {
    const next = nextToSend(queueStore.get(), personId);
    if (next === undefined) {
      sendState.set("resting");
      restingFor = personId;
      await bell.rest();
      restingFor = null;
      return;
    }
    const item = next.state === "sending" ? next : await frozen(next);
    if (item === undefined) return;
    if (failures === 0) sendState.set("sending");
    const sent = await send(item);
    if (signal.aborted) return;
    if (sent.kind === "signIn") {
      sendState.set("signIn");
      signInLost();
      return bell.rest();
    }
    if (sent.kind === "later") {
      failures += 1;
      faults = sent.fault === null ? 0 : faults + 1;
      if (sent.fault === null || faults < mostFaults) {
        sendState.set("retrying");
        return bell.rest(waitMs(failures, Math.random()));
      }
    }
    failures = 0;
    faults = 0;
    const outcome = sent.kind === "later" ? refusedBy(sent.fault) : sent;
    await applied(item, outcome);
    await change(settle(outcome, item));
  };

  const run = async (): Promise<void> => {
    await reload();
    while (!signal.aborted) await one();
  };

  const stops = [
    onQueueChange(() => {
      // New marks do not cut a pause short while the line is down; the line's return does.
      if (failures === 0) bell.ring();
    }),
    onSignInState((state) => state === "held" && bell.ring()),
    liveState.subscribe(() => liveState.get() === "live" && bell.ring()),
  ];
  const wake = (): void => bell.ring();
  window.addEventListener("online", wake);

  void reload();
  const running = "locks" in navigator ? navigator.locks.request("handrail-marks", { signal }, run) : run();
  running.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return () => {
    stopped.abort();
    for (const stop of stops) stop();
    window.removeEventListener("online", wake);
    bell.ring();
    sendState.set("resting");
  };
};
