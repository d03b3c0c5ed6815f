import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";

import { Kbd } from "./kbd.tsx";

export type TooltipProps = {
  text: string;
  shortcut?: string;
  placement?: "top" | "bottom" | "start" | "end";
  /** One focusable React Aria element, such as a Button. */
  children: ReactNode;
};

export const Tooltip = ({ text, shortcut, placement = "top", children }: TooltipProps) => (
  <TooltipTrigger closeDelay={80} delay={500}>
    {children}
    <AriaTooltip
      className="animate-appear rounded-control border-line bg-surface text-meta text-ink shadow-overlay flex max-w-72 items-center gap-2 border px-2.5 py-1.5"
      offset={6}
      placement={placement}
    >
      {text}
      {shortcut !== undefined && <Kbd keys={shortcut} />}
    </AriaTooltip>
  </TooltipTrigger>
);
