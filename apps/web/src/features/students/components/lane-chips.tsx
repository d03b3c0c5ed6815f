import { Lane } from "@handrail/domain/students/schema";
import { cx } from "@handrail/ui/cx";

import { laneWords } from "../words.ts";

export type LaneChipsProps = { chosen: readonly Lane[]; onChange: (lanes: readonly Lane[]) => void };

const chip =
  "rounded-chip border-control-line text-meta text-ink-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink inline-flex min-h-11 items-center border px-3 pointer-fine:min-h-7";

/** None chosen means all: the thread is one story, and a lane is a way to read it. */
export const LaneChips = ({ chosen, onChange }: LaneChipsProps) => (
  <div aria-label="Lanes" className="flex flex-wrap gap-1.5 print:hidden" role="group">
    {Lane.options.map((lane) => {
      const isChosen = chosen.includes(lane);
      return (
        <button
          aria-pressed={isChosen}
          className={cx(chip)}
          key={lane}
          type="button"
          onClick={() => onChange(isChosen ? chosen.filter((one) => one !== lane) : [...chosen, lane])}
        >
          {laneWords[lane]}
        </button>
      );
    })}
  </div>
);
