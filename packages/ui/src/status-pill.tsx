import type { ReactNode } from "react";

import { cx } from "./cx.ts";

export type StatusTone = "neutral" | "accent" | "good" | "warn" | "bad" | "info" | "critical";

export type StatusPillProps = {
  /** A different shape for each status: the word and the shape carry it, the colour follows. */
  icon: ReactNode;
  children: ReactNode;
  tone?: StatusTone;
  className?: string;
};

const tones: Record<StatusTone, string> = {
  neutral: "bg-unmarked-soft text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
  good: "bg-present-soft text-present",
  warn: "bg-tardy-soft text-tardy",
  bad: "bg-absent-soft text-absent",
  info: "bg-excused-soft text-excused",
  critical: "bg-critical-soft text-critical",
};

export const StatusPill = ({ icon, children, tone = "neutral", className }: StatusPillProps) => (
  <span
    className={cx(
      "inline-flex min-h-6 items-center gap-1.5 rounded-chip border border-transparent px-2 text-meta font-medium whitespace-nowrap print:border-current",
      tones[tone],
      className,
    )}
  >
    <span aria-hidden="true" className="flex shrink-0">
      {icon}
    </span>
    {children}
  </span>
);
