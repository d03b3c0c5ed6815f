import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useEffect, useRef } from "react";

const waitMs = 1_500;

/**
 * `g`, or another first key, then a letter. The second key is taken before anybody else hears it: on a roster `t` alone is a mark.
 */
export const useGoKeys = (targets: ReadonlyMap<string, () => void>, first = "g"): void => {
  const latest = useRef(targets);
  useEffect(() => {
    latest.current = targets;
  });
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  useShortcuts({
    [first]: () => {
      stop.current?.();
      const end = (): void => {
        window.removeEventListener("keydown", second, { capture: true });
        clearTimeout(timer);
        stop.current = null;
      };
      const second = (event: KeyboardEvent): void => {
        if (event.key === "Shift") return;
        end();
        const go =
          event.ctrlKey || event.metaKey || event.altKey ? undefined : latest.current.get(event.key.toLowerCase());
        if (go === undefined) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        go();
      };
      const timer = setTimeout(end, waitMs);
      window.addEventListener("keydown", second, { capture: true });
      stop.current = end;
    },
  });
};
