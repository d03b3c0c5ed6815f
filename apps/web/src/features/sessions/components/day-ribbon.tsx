import type { Instant } from "@handrail/domain/kernel/time";
import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { cx } from "@handrail/ui/cx";

import { hourIn } from "../../../lib/time.ts";
import { type Ribbon, type RibbonBar, ribbonOf } from "../ribbon.ts";

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;

const Bar = ({ bar, ribbon }: { bar: RibbonBar; ribbon: Ribbon }) => {
  const { session, start, end, lane } = bar;
  const hours = ribbon.to - ribbon.from;
  const marked = session.expected === 0 ? 0 : session.expected - session.unmarked;
  return (
    <span
      className={cx(
        "absolute overflow-hidden rounded-[3px] border",
        session.status === "cancelled" ? "border-control-line border-dashed" : "border-accent bg-accent-soft",
      )}
      style={{
        insetInlineStart: percent(start - ribbon.from, hours),
        width: `calc(${percent(end - start, hours)} - 2px)`,
        top: `calc(${percent(lane, ribbon.lanes)} + 3px)`,
        height: `calc(${percent(1, ribbon.lanes)} - 6px)`,
      }}
    >
      <span
        className="bg-accent absolute inset-y-0 start-0"
        style={{ width: percent(marked, Math.max(1, session.expected)) }}
      />
    </span>
  );
};

export type DayRibbonProps = { sessions: readonly SessionListRow[]; now: Instant; zone: string; isToday: boolean };

/** The day at a glance: when the sessions lie, how far each is marked, where the clock stands. The list says it in words. */
export const DayRibbon = ({ sessions, now, zone, isToday }: DayRibbonProps) => {
  const ribbon = ribbonOf(sessions, zone);
  const hours = Array.from({ length: ribbon.to - ribbon.from + 1 }, (_, index) => ribbon.from + index);
  const place = (hour: number): string => percent(hour - ribbon.from, ribbon.to - ribbon.from);
  const clock = hourIn(zone, now);
  return (
    <div aria-hidden="true" className="select-none print:hidden">
      <div
        className="border-line bg-surface relative border-y"
        style={{ height: ribbon.lanes === 1 ? "2.25rem" : `${ribbon.lanes * 1.375}rem` }}
      >
        {hours.map((hour) => (
          <span
            className="border-line absolute inset-y-0 border-s"
            key={hour}
            style={{ insetInlineStart: place(hour) }}
          />
        ))}
        {ribbon.bars.map((bar) => (
          <Bar bar={bar} key={bar.session.id} ribbon={ribbon} />
        ))}
        {isToday && clock >= ribbon.from && clock <= ribbon.to && (
          <span
            className="bg-absent rounded-chip absolute -inset-y-1 w-0.5"
            style={{ insetInlineStart: place(clock) }}
          />
        )}
      </div>
      <div className="text-ink-3 relative h-5 text-[0.75rem] tabular-nums">
        {hours.slice(0, -1).map((hour, index) => (
          <span
            className={cx("absolute top-1", index % 2 === 1 && "hidden sm:block")}
            key={hour}
            style={{ insetInlineStart: place(hour) }}
          >
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
    </div>
  );
};
