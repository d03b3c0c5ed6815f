import { type ReactNode, useRef } from "react";

import { later } from "./later.tsx";
import { type Opened, Opener, useOpened } from "./opener.tsx";
import type { PopoverOverlayProps } from "./popover-overlay.tsx";

export type PopoverProps = Omit<PopoverOverlayProps, keyof Opened> & {
  /** A Button or an IconButton. */
  readonly trigger: ReactNode;
};

const overlay = later<PopoverOverlayProps>(async () => (await import("./popover-overlay.tsx")).PopoverOverlay);

export const Popover = ({ trigger, ...rest }: PopoverProps) => {
  const { isMounted, ...opened } = useOpened(useRef(null));
  return (
    <>
      <Opener kind="dialog" opened={opened} part={overlay} trigger={trigger} />
      {isMounted && <overlay.Part {...rest} {...opened} />}
    </>
  );
};
