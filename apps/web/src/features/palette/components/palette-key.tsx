import { later } from "@handrail/ui/later";
import { shortcutMode } from "@handrail/ui/shortcut-mode";
import { keyOf, mayFire } from "@handrail/ui/shortcut-rules";
import { useStore } from "@handrail/ui/store";
import { useEffect } from "react";

import { closePalette, typeEarlyKey, openPalette, paletteOpen } from "../open.ts";

const palette = later(async () => (await import("./palette.tsx")).Palette);

/** Once the page itself is there. */
const preloadAfterMs = 3_000;

/** A screen with a filter of its own keeps `/` for it. */
const hasOwnFilter = (): boolean => document.querySelector('main [aria-keyshortcuts="/"]') !== null;

const isSlash = (event: KeyboardEvent): boolean =>
  keyOf(event) === "/" && mayFire(event, { mode: shortcutMode(), list: null }) && !hasOwnFilter();

/** Opens the palette over anything, a dialog or a half-written form included. */
export const PaletteKey = () => {
  const isOpen = useStore(paletteOpen);
  useEffect(() => {
    const stop = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      if (keyOf(event) === "Mod+K") {
        stop(event);
        if (paletteOpen.get()) closePalette();
        else openPalette();
      } else if (paletteOpen.get()) {
        // Typed on while the palette's own code was still on its way.
        if (document.activeElement?.matches("[data-palette]") !== true && typeEarlyKey(event)) stop(event);
      } else if (isSlash(event)) {
        stop(event);
        openPalette();
      }
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
  useEffect(() => {
    const timer = setTimeout(palette.warm, preloadAfterMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isOpen) void palette.need().then((isHere) => isHere || closePalette());
  }, [isOpen]);
  return isOpen ? <palette.Part /> : null;
};
