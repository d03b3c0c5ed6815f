import { dayIn, type Instant } from "@handrail/domain/kernel/time";
import History from "lucide-react/icons/history";

import { clockTime, moment } from "../../../lib/time.ts";

/** What is shown may be behind: since when, in words. */
export const AsOf = ({ at, now, zone }: { at: Instant; now: Instant; zone: string }) => (
  <p className="text-ui text-ink-2 flex items-center gap-2" role="status">
    <History aria-hidden="true" className="shrink-0" size={16} />
    <span>
      As of {dayIn(zone, at) === dayIn(zone, now) ? clockTime(zone, at) : moment(zone, at, now)}. Rolls can be taken;
      they are sent when Handrail can be reached.
    </span>
  </p>
);
