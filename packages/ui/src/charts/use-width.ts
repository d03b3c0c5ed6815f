import { type RefObject, useEffect, useRef, useState } from "react";

/** The width that a chart is given, so that its letters keep their size on every screen. */
export const useWidth = (usual: number): { readonly ref: RefObject<HTMLDivElement | null>; readonly width: number } => {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const wide = Math.floor(entry?.contentRect.width ?? 0);
      if (wide > 0) setWidth(wide);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};
