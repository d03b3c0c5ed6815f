import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

const waitMs = 3_000;

const focusHeading = (): boolean => {
  const heading = document.querySelector<HTMLElement>("#main h1");
  if (heading === null) return false;
  // Somebody was quicker and is already doing something on the new page.
  if (document.querySelector("#main")?.contains(document.activeElement)) return true;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
};

/** After going to another page the focus stands on its heading, also when that comes a moment later. */
export const useFocusOnNavigation = (): void => {
  const router = useRouter();
  useEffect(() => {
    let observer: MutationObserver | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      observer?.disconnect();
      clearTimeout(timer);
    };
    const unsubscribe = router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
      if (!pathChanged || fromLocation === undefined) return;
      stop();
      if (focusHeading()) return;
      const main = document.getElementById("main");
      if (main === null) return;
      observer = new MutationObserver(() => {
        if (focusHeading()) stop();
      });
      observer.observe(main, { childList: true, subtree: true });
      timer = setTimeout(stop, waitMs);
    });
    return () => {
      stop();
      unsubscribe();
    };
  }, [router]);
};
