import { cx } from "./cx.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
/** `sm` is 32 px with a mouse and 44 on touch, for rows and toolbars. */
export type ButtonSize = "sm" | "md" | "lg";

export type ButtonLook = { variant?: ButtonVariant | undefined; size?: ButtonSize | undefined; square?: boolean };

const base =
  "relative inline-flex shrink-0 items-center justify-center gap-2 rounded-control border text-ui no-underline transition-colors select-none disabled:cursor-not-allowed data-[pending]:cursor-progress";

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-accent text-on-solid not-disabled:hover:bg-accent-hover pressed:bg-accent-hover disabled:border-line disabled:bg-sunken disabled:text-ink-3 forced-colors:border-[ButtonBorder] forced-colors:bg-[Highlight] forced-colors:text-[HighlightText]",
  secondary:
    "border-control-line bg-surface text-ink not-disabled:hover:bg-hover pressed:bg-hover disabled:border-line disabled:bg-sunken disabled:text-ink-3",
  quiet:
    "border-transparent bg-transparent text-ink-2 not-disabled:hover:bg-hover not-disabled:hover:text-ink pressed:bg-hover disabled:text-ink-3 disabled:opacity-60",
  danger:
    "border-absent bg-surface text-absent not-disabled:hover:bg-absent-soft pressed:bg-absent-soft disabled:border-line disabled:bg-sunken disabled:text-ink-3",
};

const sizes: Record<ButtonSize, { wide: string; square: string }> = {
  sm: { wide: "min-h-11 px-3 py-1 pointer-fine:min-h-8", square: "size-11 pointer-fine:size-8" },
  md: { wide: "min-h-11 px-4 py-2", square: "size-11" },
  lg: { wide: "min-h-12 px-5 py-2 font-semibold", square: "size-12" },
};

/** The look of a button for elements that are not one, such as a router's link. */
export const buttonClass = ({ variant = "secondary", size = "md", square = false }: ButtonLook = {}): string =>
  cx(base, variants[variant], square ? sizes[size].square : sizes[size].wide);
