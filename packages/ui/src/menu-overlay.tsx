import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

import { cx } from "./cx.ts";
import { Kbd } from "./kbd.tsx";
import { useOpenOverlay } from "./open-overlays.ts";
import type { Opened } from "./opener.tsx";

export type MenuAction = {
  id: string;
  label: string;
  icon?: ReactNode;
  description?: string;
  shortcut?: string;
  tone?: "plain" | "danger";
  isDisabled?: boolean;
  /** A tick: this is the one in force. */
  isCurrent?: boolean;
  href?: string;
  onAction?: () => void;
};

export type MenuOverlayProps = Opened & {
  label: string;
  /** `"-"` draws a line between groups. */
  items: readonly (MenuAction | "-")[];
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
};

const Item = ({ item }: { item: MenuAction }) => {
  const {
    id,
    label,
    icon,
    description,
    shortcut,
    tone = "plain",
    isDisabled = false,
    isCurrent,
    href,
    onAction,
  } = item;
  return (
    <AriaMenuItem
      {...(href === undefined ? {} : { href })}
      {...(onAction === undefined ? {} : { onAction })}
      className={cx(
        "flex min-h-11 cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 text-ui outline-none focused:bg-hover disabled:cursor-not-allowed disabled:text-ink-3 pointer-fine:min-h-9",
        tone === "danger" ? "text-absent" : "text-ink",
      )}
      id={id}
      isDisabled={isDisabled}
      textValue={label}
    >
      {icon !== undefined && <span className="flex size-4 shrink-0 items-center justify-center">{icon}</span>}
      <span className="flex flex-1 flex-col">
        <span>
          {label}
          {isCurrent && <span className="sr-only">, current</span>}
        </span>
        {description !== undefined && <span className="text-meta text-ink-2"> {description}</span>}
      </span>
      {shortcut !== undefined && (
        <span aria-hidden="true">
          <Kbd keys={shortcut} />
        </span>
      )}
      {isCurrent && <Check aria-hidden="true" className="text-accent" size={16} />}
    </AriaMenuItem>
  );
};

/** Mounted inside of a menu's popover: the browser's Back closes the menu. */
export const OpenMenu = ({ close }: { close: () => void }) => {
  useOpenOverlay({ close });
  return null;
};

export const MenuOverlay = ({ label, items, placement, anchor, isOpen, onOpenChange }: MenuOverlayProps) => (
  <Popover
    className="animate-appear rounded-card border-line bg-surface shadow-overlay max-h-[inherit] min-w-52 overflow-y-auto border p-1"
    isOpen={isOpen}
    offset={4}
    placement={placement ?? "bottom start"}
    triggerRef={anchor}
    onOpenChange={onOpenChange}
  >
    <OpenMenu close={() => onOpenChange(false)} />
    {/* Opening a menu is going to its lines. */}
    {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
    <AriaMenu aria-label={label} autoFocus="first" className="outline-none" onClose={() => onOpenChange(false)}>
      {items.map((item, index) =>
        item === "-" ? (
          <Separator className="border-line my-1 border-t" key={`line-${index}`} />
        ) : (
          <Item item={item} key={item.id} />
        ),
      )}
    </AriaMenu>
  </Popover>
);
