import { type ReactNode, type RefObject, useState } from "react";
import { ButtonContext } from "react-aria-components/Button";

import type { Later } from "./later.tsx";

/** What an overlay hangs on, whether it is open, and the way to close it. */
export interface Opened {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export interface OpenerProps {
  readonly kind: "menu" | "dialog";
  /** A Button or an IconButton. */
  readonly trigger: ReactNode;
  readonly part: Pick<Later<never>, "need" | "warm">;
  readonly opened: Opened;
}

/** Makes a button open something whose code comes with the first hover, focus or press. */
export const Opener = ({ kind, trigger, part, opened }: OpenerProps) => {
  const { anchor, isOpen, onOpenChange } = opened;
  const open = (): void => {
    void part.need().then((isHere) => isHere && onOpenChange(true));
  };
  return (
    <ButtonContext
      value={{
        ref: anchor,
        "aria-haspopup": kind,
        "aria-expanded": isOpen,
        onFocus: part.warm,
        onHoverStart: part.warm,
        onPress: open,
        onKeyDown: (event) => {
          if (kind === "menu" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
            event.preventDefault();
            open();
          } else event.continuePropagation();
        },
      }}
    >
      {trigger}
    </ButtonContext>
  );
};

/** Once opened, the overlay stays mounted: it ends its own animation and gives the focus back. */
export const useOpened = (anchor: RefObject<HTMLButtonElement | null>): Opened & { readonly isMounted: boolean } => {
  const [isOpen, setOpen] = useState(false);
  const [isMounted, setMounted] = useState(false);
  const onOpenChange = (next: boolean): void => {
    setOpen(next);
    if (next) setMounted(true);
  };
  return { anchor, isOpen, onOpenChange, isMounted };
};
