import type { ComponentProps } from "react";

import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class.tsx";
import { cx } from "./cx.ts";

export type LinkButtonProps = ComponentProps<"a"> & { href: string; variant?: ButtonVariant; size?: ButtonSize };

/** A plain link that looks like a button. A router's link takes `buttonClass()` instead. */
export const LinkButton = ({ variant, size, className, children, ...rest }: LinkButtonProps) => (
  <a {...rest} className={cx(buttonClass({ variant, size }), className)}>
    {children}
  </a>
);
