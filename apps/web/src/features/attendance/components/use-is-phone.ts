import { useEffect, useSyncExternalStore } from "react";

const query = "(width < 48rem)";

const subscribe = (listener: () => void): (() => void) => {
  const media = matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** Under 768 px the roster is another layout, not a squeezed one. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );

/** A sentence at the bottom of a phone must not lie over Finish. */
export const useToastLift = (isPhone: boolean): void =>
  useEffect(() => {
    document.documentElement.style.setProperty("--toast-lift", isPhone ? "5.5rem" : "0px");
    return () => {
      document.documentElement.style.removeProperty("--toast-lift");
    };
  }, [isPhone]);
