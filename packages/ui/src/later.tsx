import { type ComponentType, createElement, type FunctionComponent } from "react";

import { createStore, useStore } from "./store.ts";

export interface Later<Props> {
  /** Fetches the code once. False when it could not be fetched; the next call tries again. */
  readonly need: () => Promise<boolean>;
  /** For events that come before a press: the code is on its way by then. */
  readonly warm: () => void;
  /** Draws nothing until somebody needed it. */
  readonly Part: FunctionComponent<Props>;
}

/** A part of the page that is fetched when it is first used. A page without its network goes on without it. */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> => {
  const store = createStore<{ readonly part: ComponentType<Props> | null }>({ part: null });
  let coming: Promise<boolean> | undefined;
  const fetchOnce = async (): Promise<boolean> => {
    try {
      const part = await load();
      store.set({ part });
      return true;
    } catch (problem) {
      console.warn("A part of this page could not be fetched.", problem);
      coming = undefined;
      return false;
    }
  };
  const need = (): Promise<boolean> => (coming ??= fetchOnce());
  const Part = (props: Props) => {
    const { part } = useStore(store);
    return part === null ? null : createElement(part, props);
  };
  return { need, warm: () => void need(), Part };
};
