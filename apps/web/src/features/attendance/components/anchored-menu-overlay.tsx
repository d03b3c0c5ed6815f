import { cx } from "@handrail/ui/cx";
import { Kbd } from "@handrail/ui/kbd";
import { OpenMenu } from "@handrail/ui/menu-overlay";
import type { ReactNode } from "react";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

export interface MenuLine {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly isCurrent?: boolean;
  readonly onAction: () => void;
}

export interface AnchoredMenuProps {
  /** What the menu hangs on; null closes it. One menu serves a list of thirty rows. */
  readonly anchor: HTMLElement | null;
  readonly label: string;
  readonly lines: readonly (MenuLine | "-")[];
  readonly onClose: () => void;
}

export const AnchoredMenuOverlay = ({ anchor, label, lines, onClose }: AnchoredMenuProps) => (
  <Popover
    aria-label={label}
    className="animate-appear rounded-card border-line bg-surface shadow-overlay max-h-[inherit] min-w-56 overflow-y-auto border p-1"
    isOpen={anchor !== null}
    offset={4}
    placement="bottom end"
    triggerRef={{ current: anchor }}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <OpenMenu close={onClose} />
    {/* Opening a menu is going to its lines. */}
    {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
    <Menu aria-label={label} autoFocus="first" className="outline-none" onClose={onClose}>
      {lines.map((line, index) =>
        line === "-" ? (
          <Separator className="border-line my-1 border-t" key={`line-${index}`} />
        ) : (
          <MenuItem
            className={cx(
              "flex min-h-11 cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 text-ui text-ink outline-none focus:bg-hover pointer-fine:min-h-9",
              line.isCurrent && "font-semibold",
            )}
            id={line.id}
            key={line.id}
            textValue={line.label}
            onAction={line.onAction}
          >
            {line.icon !== undefined && (
              <span className="flex w-6 shrink-0 items-center justify-center">{line.icon}</span>
            )}
            <span className="flex-1">
              {line.label}
              {line.isCurrent && <span className="sr-only">, current</span>}
            </span>
            {line.shortcut !== undefined && (
              <span aria-hidden="true">
                <Kbd keys={line.shortcut} />
              </span>
            )}
          </MenuItem>
        ),
      )}
    </Menu>
  </Popover>
);
