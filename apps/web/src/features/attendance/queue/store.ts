import { createStore, type Store } from "@handrail/ui/store";

import { marksOnDevice } from "../device.ts";
import type { Item } from "./item.ts";
import type { Items } from "./marks.ts";

type Step = (items: Items) => Items;

/** What is written down, and the steps that are painted already and still being written. */
let confirmed: Items = [];
let pending: readonly Step[] = [];

export const queueStore: Store<Items> = createStore<Items>([]);

/** False where the browser keeps nothing: marks then last as long as the page. */
export const isDurable: Store<boolean> = createStore(true);

const listeners = new Set<() => void>();
const channel = new BroadcastChannel("handrail-marks");

/** Tells other tabs of this browser that the queue changed. */
channel.addEventListener("message", () => void reload());

/** Called after every change, from this tab or another. */
export const onQueueChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const paint = (): void => {
  queueStore.set(pending.reduce((items, step) => step(items), confirmed));
  for (const listener of listeners) listener();
};

const write = async (step: Step): Promise<Items> => {
  const database = await marksOnDevice();
  const transaction = database.transaction("items", "readwrite");
  const before = await transaction.store.getAll();
  const after = step(before);
  const kept = new Map<string, Item>(after.map((item) => [item.mutationId, item]));
  const known = new Set<Item>(before);
  await Promise.all([
    ...before.filter((item) => !kept.has(item.mutationId)).map((item) => transaction.store.delete(item.mutationId)),
    ...after.filter((item) => !known.has(item)).map((item) => transaction.store.put(item)),
    transaction.done,
  ]);
  return after;
};

/**
 * Changes the queue: painted in the same frame, then written in one transaction over what is really on the device, so
 * that tabs never overwrite each other. Resolves with the written queue.
 */
export const change = async (step: Step): Promise<Items> => {
  pending = [...pending, step];
  paint();
  try {
    const after = await write(step);
    confirmed = after;
    isDurable.set(true);
  } catch {
    // A full or forbidden storage must not cost a mark: it then lives in this page, and the screen says so.
    confirmed = step(confirmed);
    isDurable.set(false);
  }
  pending = pending.filter((one) => one !== step);
  paint();
  channel.postMessage("changed");
  return confirmed;
};

/** Reads what is on the device: at the start, and when another tab changed it. */
export const reload = async (): Promise<void> => {
  try {
    const database = await marksOnDevice();
    confirmed = await database.getAll("items");
    isDurable.set(true);
  } catch {
    isDurable.set(false);
  }
  paint();
};
