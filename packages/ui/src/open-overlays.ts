import { useEffect, useRef } from "react";

export interface OpenOverlay {
  readonly close: () => void;
  /** Whether it covers the page now; one that stands beside the page is not closed by Back. */
  readonly covers?: () => boolean;
}

const open: OpenOverlay[] = [];

/** Lists an overlay for as long as it is mounted, so that the browser's Back can close it. */
export const useOpenOverlay = (overlay: OpenOverlay): void => {
  const latest = useRef(overlay);
  useEffect(() => {
    latest.current = overlay;
  });
  useEffect(() => {
    const entry: OpenOverlay = {
      close: () => latest.current.close(),
      covers: () => latest.current.covers?.() ?? true,
    };
    open.push(entry);
    return () => {
      open.splice(open.indexOf(entry), 1);
    };
  }, []);
};

/** Closes the overlay that was opened last of those that cover the page. Answers whether there was one. */
export const closeLastOverlay = (): boolean => {
  const last = open.findLast(({ covers }) => covers?.() ?? true);
  last?.close();
  return last !== undefined;
};
