import { cx } from "./cx.ts";

export type LevelMeterProps = {
  /** Steps reached; `null` when there is nothing to measure. */
  level: number | null;
  steps?: 3 | 4;
  word: string;
  hideWord?: boolean;
};

/** Rising steps beside a word; a dashed ring when there is no data. */
export const LevelMeter = ({ level, steps = 4, word, hideWord = false }: LevelMeterProps) => (
  <span className="text-ui text-ink inline-flex items-center gap-1.5">
    {level === null ? (
      <span aria-hidden="true" className="rounded-chip border-unmarked size-4 border-[1.5px] border-dashed" />
    ) : (
      <svg aria-hidden="true" height="16" viewBox={`0 0 ${steps * 5 - 1} 16`} width={steps * 5 - 1}>
        {Array.from({ length: steps }, (_, index) => {
          const height = 4 + ((index + 1) * 12) / steps - 2;
          const isOn = index < level;
          return (
            <rect
              className={cx("stroke-current", isOn ? "fill-current" : "fill-none opacity-60")}
              height={height - 1}
              key={index}
              rx="0.5"
              width="3"
              x={index * 5 + 0.5}
              y={15.5 - height}
            />
          );
        })}
      </svg>
    )}
    <span className={hideWord ? "sr-only" : undefined}>{word}</span>
  </span>
);
