import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";

import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class.tsx";
import { cx } from "./cx.ts";
import { ariaKeys } from "./keys.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<AriaButtonProps, "children" | "className" | "style"> & {
  children: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** The key that does the same: `Mod+K`, `Shift+P`. It is named, not listened for. */
  shortcut?: string;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
};

export const Button = ({ children, variant, size, icon, shortcut, className, ...rest }: ButtonProps) => (
  <AriaButton
    {...rest}
    aria-keyshortcuts={ariaKeys(shortcut)}
    className={cx(buttonClass({ variant, size }), className)}
  >
    {rest.isPending ? <Spinner /> : icon}
    {children}
  </AriaButton>
);
