import { type ComponentType, createElement, type FunctionComponent, type ReactNode, useEffect } from "react";

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
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): Later<Props> => {
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
    return part === null ? meanwhile : createElement(part, props);
  };
  return { need, warm: () => void need(), Part };
};

/**
 * A part that is fetched when it is drawn for the first time. Without a network its place stays empty and the page
 * goes on, where `lazy` would take the page down; when the line is back it is fetched again.
 */
export const whenDrawn = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): FunctionComponent<Props> => {
  const { warm, Part } = later(load, meanwhile);
  return (props: Props) => {
    useEffect(() => {
      warm();
      window.addEventListener("online", warm);
      return () => window.removeEventListener("online", warm);
    }, []);
    return createElement(Part, props);
  };
};
