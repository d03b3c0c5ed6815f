import { addDays, type Day } from "@handrail/domain/kernel/time";
import type { StudentPage } from "@handrail/domain/students/schema";
import { cx } from "@handrail/ui/cx";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useEffect, useRef, useState } from "react";

import { shortDay } from "../../../lib/time.ts";
import { mondayOf } from "../thread-items.ts";

const weeksShown = 52;

export type YearBrushProps = {
  weeks: StudentPage["weeks"];
  today: Day;
  /** The last day of the thread as it is shown; undefined: today. */
  until: Day | undefined;
  onJump: (until: Day | undefined) => void;
};

const barsOf = (weeks: StudentPage["weeks"], today: Day) => {
  const counted = new Map(weeks.map(({ monday, entries }) => [monday, entries]));
  const last = mondayOf(today);
  return Array.from({ length: weeksShown }, (_, index) => {
    const monday = addDays(last, (index - weeksShown + 1) * 7);
    return { monday, entries: counted.get(monday) ?? 0 };
  });
};

/** A year in 52 weeks, each as tall as what happened in it: point at a week, or use the arrows, and the thread begins there. */
export const YearBrush = ({ weeks, today, until, onJump }: YearBrushProps) => {
  const bars = barsOf(weeks, today);
  const most = Math.max(1, ...bars.map(({ entries }) => entries));
  const shown = until === undefined ? weeksShown - 1 : bars.findIndex(({ monday }) => monday === mondayOf(until));
  const [at, setAt] = useState<number | null>(null);
  const range = useRef<HTMLInputElement>(null);
  useShortcuts({ t: () => range.current?.focus() });
  const latest = useRef(onJump);
  useEffect(() => {
    latest.current = onJump;
  });
  const chosen = at === null ? undefined : bars[at]?.monday;
  useEffect(() => {
    if (chosen === undefined) return;
    // Drawn across, it passes many weeks: the thread goes where it stops.
    const timer = setTimeout(() => {
      latest.current(chosen === mondayOf(today) ? undefined : addDays(chosen, 6));
      setAt(null);
    }, 250);
    return () => clearTimeout(timer);
  }, [chosen, today]);
  const place = at ?? Math.max(0, shown);
  const current = bars[place];
  return (
    <div className="has-focus-visible:outline-accent relative rounded-[4px] has-focus-visible:outline-2 has-focus-visible:outline-offset-4 print:hidden">
      <div aria-hidden="true" className="border-line flex h-9 items-end gap-px border-b">
        {bars.map(({ monday, entries }, index) => (
          <span
            className={cx(
              "min-w-0 flex-1 rounded-t-[1px]",
              index === place ? "bg-accent" : entries === 0 ? "bg-transparent" : "bg-control-line",
            )}
            key={monday}
            style={{ height: index === place ? "100%" : `${Math.max(8, (entries / most) * 100)}%` }}
          />
        ))}
      </div>
      <input
        aria-keyshortcuts="t"
        aria-label="Week that the thread begins at"
        aria-valuetext={
          current === undefined
            ? ""
            : `Week of ${shortDay(current.monday)}, ${current.entries} ${current.entries === 1 ? "entry" : "entries"}`
        }
        className="absolute inset-0 m-0 h-11 w-full cursor-pointer opacity-0"
        max={weeksShown - 1}
        min={0}
        ref={range}
        type="range"
        value={place}
        onChange={(event) => setAt(Number(event.currentTarget.value))}
      />
      <p className="text-meta text-ink-2 mt-1 flex justify-between">
        <span>{shortDay(bars[0]?.monday ?? today)}</span>
        <span>{until === undefined && at === null ? "Today" : `Week of ${shortDay(current?.monday ?? today)}`}</span>
      </p>
    </div>
  );
};
