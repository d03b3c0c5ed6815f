import { useEffect, useMemo } from "react";
import { Tooltip as AriaTooltip, TooltipTriggerStateContext } from "react-aria-components/Tooltip";

import { Kbd } from "./kbd.tsx";

export interface TooltipOverlayProps {
  readonly text: string;
  readonly shortcut?: string;
  readonly placement: "top" | "bottom" | "start" | "end";
  readonly anchor: Element | null;
  readonly isOpen: boolean;
  /** The pointer is on the words themselves: they stay. */
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

export const TooltipOverlay = (props: TooltipOverlayProps) => {
  const { text, shortcut, placement, anchor, isOpen, onStay, onLeave } = props;
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") onLeave();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOpen, onLeave]);
  // Without a trigger around it the tooltip still asks for the trigger's state, from here alone.
  const state = useMemo(
    () => ({ isOpen, shouldSkipAnimation: false, open: onStay, close: onLeave }),
    [isOpen, onStay, onLeave],
  );
  return (
    <TooltipTriggerStateContext value={state}>
      <AriaTooltip
        className="animate-appear rounded-control border-line bg-surface text-meta text-ink shadow-overlay max-w-72 border"
        isOpen={isOpen}
        offset={6}
        placement={placement}
        triggerRef={{ current: anchor }}
      >
        <div className="flex items-center gap-2 px-2.5 py-1.5" onPointerEnter={onStay} onPointerLeave={onLeave}>
          {text}
          {shortcut !== undefined && <Kbd keys={shortcut} />}
        </div>
      </AriaTooltip>
    </TooltipTriggerStateContext>
  );
};
