import { createStore, useStore } from "./store.ts";

/** Whether keys without a modifier act: everywhere, only inside lists, or never (WCAG 2.2, 2.1.4). */
export type ShortcutMode = "on" | "lists" | "off";

const storageKey = "ui.shortcuts";

const stored = (): ShortcutMode => {
  try {
    const value = localStorage.getItem(storageKey);
    return value === "lists" || value === "off" ? value : "on";
  } catch {
    return "on";
  }
};

const mode = createStore<ShortcutMode>(stored());

export const shortcutMode = (): ShortcutMode => mode.get();

export const useShortcutMode = (): ShortcutMode => useStore(mode);

export const setShortcutMode = (next: ShortcutMode): void => {
  mode.set(next);
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
};
