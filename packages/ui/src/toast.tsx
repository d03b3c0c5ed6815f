import { useEffect } from "react";
import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components/Toast";

import { later } from "./later.tsx";
import { createStore, useStore } from "./store.ts";
import type { ToastInput, ToastRegionProps } from "./toast-region.tsx";

export type { ToastInput, ToastTone } from "./toast-region.tsx";
export type ToastEntry = Required<Pick<ToastInput, "message" | "tone">> & { id: number; at: Date };

const region = later<ToastRegionProps>(async () => (await import("./toast-region.tsx")).ShownToasts);
const shownMs = 8_000;
const keptEntries = 50;
const afterPageMs = 1_500;

const queue = new ToastQueue<ToastInput>({ maxVisibleToasts: 1 });
const history = createStore<readonly ToastEntry[]>([]);
const open = createStore<ReadonlySet<number>>(new Set());
let lastId = 0;

/** Shows one sentence for eight seconds and keeps it in the history. Returns a way to take it back. */
export const toast = (input: ToastInput): (() => void) => {
  lastId += 1;
  const id = lastId;
  history.set((before) =>
    [{ id, message: input.message, tone: input.tone ?? "plain", at: new Date() }, ...before].slice(0, keptEntries),
  );
  open.set((before) => new Set(before).add(id));
  const onClose = (): void => open.set((before) => new Set([...before].filter((other) => other !== id)));
  region.warm();
  const key = queue.add(input, { timeout: shownMs, onClose });
  return () => queue.close(key);
};

/** What was said lately, newest first. */
export const useToastHistory = (): readonly ToastEntry[] => useStore(history);

export const clearToastHistory = (): void => history.set([]);

/** Mount once. The code of the region comes with the first toast, or after the page: what there is to say of a lost network has to be sayable without one. */
export const Toasts = () => {
  const waiting = useStore(open).size - 1;
  useEffect(() => {
    const begin = setTimeout(region.warm, afterPageMs);
    return () => clearTimeout(begin);
  }, []);
  return <region.Part queue={queue} waiting={waiting} />;
};
