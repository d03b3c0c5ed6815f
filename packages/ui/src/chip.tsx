import X from "lucide-react/icons/x";
import type { ReactNode } from "react";

import { cx } from "./cx.ts";

export type ChipProps = {
  children: string;
  icon?: ReactNode;
  tone?: "plain" | "accent";
  /** Makes it a filter that can be taken off. */
  onRemove?: () => void;
  className?: string;
};

export const Chip = ({ children, icon, tone = "plain", onRemove, className }: ChipProps) => (
  <span
    className={cx(
      "inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-chip border px-2.5 text-meta",
      tone === "accent" ? "border-transparent bg-accent-soft text-accent-ink" : "border-line bg-surface text-ink-2",
      onRemove && "pe-0.5",
      className,
    )}
  >
    {icon}
    <span className="truncate">{children}</span>
    {onRemove && (
      <button
        aria-label={`Remove ${children}`}
        className="rounded-chip hover:bg-hover flex size-6 items-center justify-center pointer-coarse:size-11"
        type="button"
        onClick={onRemove}
      >
        <X aria-hidden="true" size={14} />
      </button>
    )}
  </span>
);
