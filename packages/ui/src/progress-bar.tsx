import { useId } from "react";

export type ProgressBarProps = {
  label: string;
  value: number;
  max?: number;
  /** "18 of 24 sessions"; without it the percentage is shown. */
  valueText?: string;
};

export const ProgressBar = ({ label, value, max = 100, valueText }: ProgressBarProps) => {
  const id = useId();
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  // Rounded down: 100 % is said only when all is done.
  const text = valueText ?? `${Math.floor(share * 100)} %`;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="text-meta text-ink-2 flex justify-between gap-3">
        <span id={id}>{label}</span>
        <span className="tabular-nums">{text}</span>
      </div>
      <div
        aria-labelledby={id}
        aria-valuemax={max}
        aria-valuemin={0}
        aria-valuenow={value}
        aria-valuetext={text}
        className="rounded-chip border-control-line bg-surface h-2 overflow-hidden border"
        role="progressbar"
      >
        <div
          className="bg-accent h-full w-full origin-left transition-transform rtl:origin-right forced-colors:bg-[Highlight]"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
};
