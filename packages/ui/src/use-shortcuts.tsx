import { type RefObject, useEffect, useRef } from "react";

import { shortcutMode } from "./shortcut-mode.tsx";
import { keyOf, mayFire } from "./shortcut-rules.ts";

export type ShortcutHandler = (event: KeyboardEvent) => void;

/** Keys as `aria-keyshortcuts` writes them, with `Mod` for ⌘ or Ctrl: `p`, `Shift+P`, `Mod+K`, `/`, `ArrowDown`. */
export type Shortcuts = Readonly<Record<string, ShortcutHandler>>;

export type ShortcutOptions = {
  /** A list's own keys fire only while focus is inside it. Without it they belong to the page. */
  within?: RefObject<HTMLElement | null>;
  isDisabled?: boolean;
};

/** Never fires inside a text field, a menu or another layer; follows the person's own setting. */
export const useShortcuts = (shortcuts: Shortcuts, { within, isDisabled = false }: ShortcutOptions = {}): void => {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (isDisabled) return;
    const listen = (event: KeyboardEvent): void => {
      if (within && !(event.target instanceof Node && within.current?.contains(event.target))) return;
      const handler = latest.current[keyOf(event)];
      if (!handler || !mayFire(event, { mode: shortcutMode(), list: within?.current ?? null })) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [within, isDisabled]);
};
