import { type ReactNode, useRef } from "react";

import { later } from "./later.tsx";
import type { MenuOverlayProps } from "./menu-overlay.tsx";
import { type Opened, Opener, useOpened } from "./opener.tsx";

export type { MenuAction } from "./menu-overlay.tsx";
export type MenuProps = Omit<MenuOverlayProps, keyof Opened> & {
  /** A Button or an IconButton. */
  readonly trigger: ReactNode;
};

const overlay = later<MenuOverlayProps>(async () => (await import("./menu-overlay.tsx")).MenuOverlay);

export const Menu = ({ trigger, ...rest }: MenuProps) => {
  const { isMounted, ...opened } = useOpened(useRef(null));
  return (
    <>
      <Opener kind="menu" opened={opened} part={overlay} trigger={trigger} />
      {isMounted && <overlay.Part {...rest} {...opened} />}
    </>
  );
};
