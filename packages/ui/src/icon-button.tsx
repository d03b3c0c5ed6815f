import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";

import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class.tsx";
import { cx } from "./cx.ts";
import { ariaKeys } from "./keys.ts";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";

export type IconButtonProps = Omit<AriaButtonProps, "children" | "className" | "style" | "aria-label"> & {
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  shortcut?: string;
  /** Off where thirty of them stand in a list: each tooltip costs time to mount. */
  tooltip?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
};

export const IconButton = (props: IconButtonProps) => {
  const { label, icon, variant = "quiet", size, shortcut, tooltip = true, className, ...rest } = props;
  const button = (
    <AriaButton
      {...rest}
      aria-keyshortcuts={ariaKeys(shortcut)}
      aria-label={label}
      className={cx(buttonClass({ variant, size, square: true }), className)}
    >
      {rest.isPending ? <Spinner /> : icon}
    </AriaButton>
  );
  return tooltip ? (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      {button}
    </Tooltip>
  ) : (
    button
  );
};
