import type { Instant } from "@handrail/domain/kernel/time";
import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { cx } from "@handrail/ui/cx";

import { hourIn } from "../../../lib/time.ts";

type Bounds = { readonly from: number; readonly to: number };

/** The school day, widened where a session needs more. */
const boundsOf = (sessions: readonly SessionListRow[], zone: string): Bounds => ({
  from: Math.floor(Math.min(8, ...sessions.map(({ startsAt }) => hourIn(zone, startsAt)))),
  to: Math.ceil(Math.max(17, ...sessions.map(({ endsAt }) => hourIn(zone, endsAt) || 24))),
});

const placeIn = ({ from, to }: Bounds, hour: number): string => `${((hour - from) / (to - from)) * 100}%`;

const Bar = ({ session, bounds, zone }: { session: SessionListRow; bounds: Bounds; zone: string }) => {
  const start = hourIn(zone, session.startsAt);
  const end = hourIn(zone, session.endsAt) || 24;
  const marked = session.expected === 0 ? 0 : (session.expected - session.unmarked) / session.expected;
  return (
    <span
      className={cx(
        "absolute top-1 bottom-1 overflow-hidden rounded-[3px] border",
        session.status === "cancelled" ? "border-control-line border-dashed" : "border-accent bg-accent-soft",
      )}
      style={{
        insetInlineStart: placeIn(bounds, start),
        width: `calc(${placeIn({ from: 0, to: bounds.to - bounds.from }, end - start)} - 2px)`,
      }}
    >
      <span className="bg-accent absolute inset-x-0 bottom-0" style={{ height: `${marked * 100}%` }} />
    </span>
  );
};

export type DayRibbonProps = { sessions: readonly SessionListRow[]; now: Instant; zone: string; isToday: boolean };

/** The day at a glance: when the sessions lie, how far each is marked, and where the clock stands. The list says it all. */
export const DayRibbon = ({ sessions, now, zone, isToday }: DayRibbonProps) => {
  const bounds = boundsOf(sessions, zone);
  const hours = Array.from({ length: bounds.to - bounds.from + 1 }, (_, index) => bounds.from + index);
  const clock = hourIn(zone, now);
  return (
    <div aria-hidden="true" className="select-none print:hidden">
      <div className="border-line bg-surface relative h-9 border-y">
        {hours.map((hour) => (
          <span
            className="border-line absolute inset-y-0 border-s"
            key={hour}
            style={{ insetInlineStart: placeIn(bounds, hour) }}
          />
        ))}
        {sessions.map((session) => (
          <Bar bounds={bounds} key={session.id} session={session} zone={zone} />
        ))}
        {isToday && clock >= bounds.from && clock <= bounds.to && (
          <span className="bg-absent absolute -inset-y-1 w-0.5" style={{ insetInlineStart: placeIn(bounds, clock) }} />
        )}
      </div>
      <div className="text-ink-3 relative h-5 text-[0.75rem] tabular-nums">
        {hours.slice(0, -1).map((hour, index) => (
          <span
            className={cx("absolute top-1", index % 2 === 1 && "hidden sm:block")}
            key={hour}
            style={{ insetInlineStart: placeIn(bounds, hour) }}
          >
            {String(hour).padStart(2, "0")}
          </span>
        ))}
      </div>
    </div>
  );
};
