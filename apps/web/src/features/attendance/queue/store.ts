import { createStore, type Store } from "@handrail/ui/store";

import { onKeys } from "../../../lib/seal.ts";
import { type KeptItem, marksOnDevice, openItem, sealItem } from "../device.ts";
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

/** One change after another, over all tabs: sealing cannot happen inside a transaction of the browser's database. */
let last: Promise<unknown> = Promise.resolve();
const alone = <T>(work: () => Promise<T>): Promise<T> => {
  if ("locks" in navigator) return navigator.locks.request("handrail-marks-write", work);
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
};

/** What was opened or sealed here already, by its place: opening it again would cost time on every tap. */
const known = new Map<string, { readonly kept: KeptItem; readonly item: Item }>();

const isSameSeal = (one: KeptItem, other: KeptItem): boolean =>
  "sealed" in one && "sealed" in other && one.sealed.iv.every((byte, index) => byte === other.sealed.iv[index]);

const itemOf = async (kept: KeptItem): Promise<Item | null> => {
  const held = known.get(kept.mutationId);
  if (held !== undefined && isSameSeal(held.kept, kept)) return held.item;
  const item = await openItem(kept);
  if (item !== null) known.set(kept.mutationId, { kept, item });
  return item;
};

/** What this person can open. Somebody else's stays where it is, unread. */
const readable = async (): Promise<Items> => {
  const database = await marksOnDevice();
  const items = await Promise.all((await database.getAll("items")).map(itemOf));
  return items.filter((item) => item !== null);
};

const write = (step: Step): Promise<Items> =>
  alone(async () => {
    const before = await readable();
    const after = step(before);
    const stays = new Set(after.map(({ mutationId }) => mutationId));
    const old = new Set<Item>(before);
    const gone = before.filter(({ mutationId }) => !stays.has(mutationId));
    const changed = await Promise.all(
      after.filter((item) => !old.has(item)).map(async (item) => ({ item, kept: await sealItem(item) })),
    );
    const transaction = (await marksOnDevice()).transaction("items", "readwrite");
    await Promise.all([
      ...gone.map(({ mutationId }) => transaction.store.delete(mutationId)),
      ...changed.map(({ kept }) => transaction.store.put(kept)),
      transaction.done,
    ]);
    for (const { mutationId } of gone) known.delete(mutationId);
    for (const { item, kept } of changed) known.set(item.mutationId, { kept, item });
    return after;
  });

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
    confirmed = await readable();
    isDurable.set(true);
  } catch {
    isDurable.set(false);
  }
  paint();
};

onKeys(() => void reload());
