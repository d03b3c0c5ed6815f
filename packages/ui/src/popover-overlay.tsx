import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover as AriaPopover } from "react-aria-components/Popover";

import { useOpenOverlay } from "./open-overlays.ts";
import type { Opened } from "./opener.tsx";

export type PopoverOverlayProps = Opened & {
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
};

const Body = ({ children, close }: Pick<PopoverOverlayProps, "children"> & { close: () => void }) => {
  useOpenOverlay({ close });
  return typeof children === "function" ? children(close) : children;
};

export const PopoverOverlay = (props: PopoverOverlayProps) => {
  const { label, children, placement = "bottom start", anchor, isOpen, onOpenChange } = props;
  return (
    <AriaPopover
      className="animate-appear rounded-card border-line bg-surface text-body text-ink shadow-overlay max-w-[calc(100vw-1rem)] min-w-56 overflow-y-auto border"
      isOpen={isOpen}
      offset={6}
      placement={placement}
      triggerRef={anchor}
      onOpenChange={onOpenChange}
    >
      <Dialog aria-label={label} className="p-4 outline-none">
        {({ close }) => <Body close={close}>{children}</Body>}
      </Dialog>
    </AriaPopover>
  );
};
