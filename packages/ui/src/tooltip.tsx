import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { later } from "./later.tsx";
import type { TooltipOverlayProps } from "./tooltip-overlay.tsx";

export type TooltipProps = {
  /** What the control is called, also by its label: screen readers have it without the tooltip. */
  text: string;
  shortcut?: string;
  placement?: "top" | "bottom" | "start" | "end";
  /** One focusable element, such as a Button. */
  children: ReactNode;
};

const overlay = later<TooltipOverlayProps>(async () => (await import("./tooltip-overlay.tsx")).TooltipOverlay);

const openAfterMs = 500;
const closeAfterMs = 80;

/** Words at a control that the pointer rests on or the keyboard has reached. Their code comes with the first of them. */
export const Tooltip = ({ text, shortcut, placement = "top", children }: TooltipProps) => {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [isOpen, setOpen] = useState(false);

  const settle = useCallback((next: boolean, afterMs: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), afterMs);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  const open = (holder: Element, afterMs: number): void => {
    setAnchor(holder.firstElementChild);
    overlay.warm();
    settle(true, afterMs);
  };
  const stay = useCallback(() => settle(true, 0), [settle]);
  const leave = useCallback(() => settle(false, closeAfterMs), [settle]);
  return (
    <>
      <span
        className="contents"
        onBlur={leave}
        onFocus={(event) => {
          if (event.target.matches(":focus-visible")) open(event.currentTarget, 0);
        }}
        onPointerDown={() => settle(false, 0)}
        onPointerEnter={(event) => {
          if (event.pointerType === "mouse") open(event.currentTarget, openAfterMs);
        }}
        onPointerLeave={leave}
      >
        {children}
      </span>
      {anchor !== null && (
        <overlay.Part
          {...{ text, placement, anchor, isOpen }}
          {...(shortcut === undefined ? {} : { shortcut })}
          onLeave={leave}
          onStay={stay}
        />
      )}
    </>
  );
};
