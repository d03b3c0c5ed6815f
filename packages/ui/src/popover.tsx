import type { ReactNode } from "react";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover as AriaPopover } from "react-aria-components/Popover";

export type PopoverProps = {
  label: string;
  /** A Button or an IconButton. */
  trigger: ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
};

export const Popover = ({ label, trigger, children, placement = "bottom start" }: PopoverProps) => (
  <DialogTrigger>
    {trigger}
    <AriaPopover
      className="animate-appear rounded-card border-line bg-surface text-body text-ink shadow-overlay max-w-[calc(100vw-1rem)] min-w-56 overflow-y-auto border"
      offset={6}
      placement={placement}
    >
      <Dialog aria-label={label} className="p-4 outline-none">
        {({ close }) => (typeof children === "function" ? children(close) : children)}
      </Dialog>
    </AriaPopover>
  </DialogTrigger>
);
