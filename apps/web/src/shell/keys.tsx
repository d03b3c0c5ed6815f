import { createStore } from "@handrail/ui/store";
import { useEffect } from "react";

/** `keys` are pressed one after the other: `["g", "t"]`; `+` joins what is held together. */
interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}
export interface KeyList {
  readonly title: string;
  readonly rows: readonly KeyHelp[];
}

export const keyLists = createStore<readonly KeyList[]>([]);
export const keySheetOpen = createStore(false);

/** Adds a screen's own keys to the sheet while the screen is there. The list has to be the same object each time. */
export const useKeyList = (list: KeyList): void => {
  useEffect(() => {
    keyLists.set((before) => [list, ...before]);
    return () => keyLists.set((before) => before.filter((one) => one !== list));
  }, [list]);
};

export const openKeySheet = (): void => keySheetOpen.set(true);
