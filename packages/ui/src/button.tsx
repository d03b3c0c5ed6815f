import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";

import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class.tsx";
import { cx } from "./cx.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<AriaButtonProps, "children" | "className" | "style"> & {
  children: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** The key that does the same, as `aria-keyshortcuts` spells it. */
  shortcut?: string;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
};

export const Button = ({ children, variant, size, icon, shortcut, className, ...rest }: ButtonProps) => (
  <AriaButton {...rest} aria-keyshortcuts={shortcut} className={cx(buttonClass({ variant, size }), className)}>
    {rest.isPending ? <Spinner /> : icon}
    {children}
  </AriaButton>
);
