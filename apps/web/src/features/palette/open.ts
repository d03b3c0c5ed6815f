import { createStore } from "@handrail/ui/store";

export const paletteOpen = createStore(false);

/** Keys that came before the field was there to take them. */
let early = "";

export const openPalette = (): void => {
  early = "";
  paletteOpen.set(true);
};

export const closePalette = (): void => paletteOpen.set(false);

export const keepEarlyKey = (key: string): void => {
  early += key;
};

export const earlyKeys = (): string => early;
