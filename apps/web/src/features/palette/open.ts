import { createStore } from "@handrail/ui/store";

export const paletteOpen = createStore(false);

/** What is typed, and whether Enter was pressed on it before it was found. */
export interface Typed {
  readonly text: string;
  readonly isEntered: boolean;
}

const nothing: Typed = { text: "", isEntered: false };

/** Outside the field: keys that come before the field is there are typed into it all the same. */
export const typedStore = createStore<Typed>(nothing);

export const openPalette = (): void => {
  typedStore.set(nothing);
  paletteOpen.set(true);
};

export const closePalette = (): void => paletteOpen.set(false);

export const typeText = (text: string): void => typedStore.set({ text: text.slice(0, 80), isEntered: false });

export const enter = (): void => typedStore.set((before) => ({ ...before, isEntered: true }));

/** Takes a key for the field, if it is one that a search is made of. */
export const typeEarlyKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
  if (ctrlKey || metaKey || altKey || (key.length > 1 && key !== "Enter")) return false;
  if (key === "Enter") enter();
  else typeText(typedStore.get().text + key);
  return true;
};
