import { addDays, type Day } from "@handrail/domain/kernel/time";
import { buttonClass } from "@handrail/ui/button-class";
import { Link } from "@tanstack/react-router";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";

import { shortDay } from "../../../lib/time.ts";

export type DayStepsProps = { day: Day; today: Day; scope: "mine" | "school" };

/** One day back, one on, and home. */
export const DaySteps = ({ day, today, scope }: DayStepsProps) => {
  const searchFor = (to: Day) => ({
    ...(to === today ? {} : { day: to }),
    ...(scope === "school" ? { scope } : {}),
  });
  const before = addDays(day, -1);
  const after = addDays(day, 1);
  const step = buttonClass({ size: "sm" });
  return (
    <nav aria-label="Days" className="flex flex-wrap items-center gap-2">
      <Link
        aria-keyshortcuts="["
        activeOptions={{ exact: true }}
        aria-label={`Previous day, ${shortDay(before)}`}
        className={step}
        replace
        search={searchFor(before)}
        to="/sessions"
      >
        <ChevronLeft aria-hidden="true" size={16} />
        {shortDay(before)}
      </Link>
      <Link
        activeOptions={{ exact: true }}
        aria-keyshortcuts="0"
        className={`${step} aria-[current=page]:border-accent aria-[current=page]:text-accent-ink`}
        replace
        search={searchFor(today)}
        to="/sessions"
      >
        Today
      </Link>
      <Link
        aria-keyshortcuts="]"
        activeOptions={{ exact: true }}
        aria-label={`Next day, ${shortDay(after)}`}
        className={step}
        replace
        search={searchFor(after)}
        to="/sessions"
      >
        {shortDay(after)}
        <ChevronRight aria-hidden="true" size={16} />
      </Link>
    </nav>
  );
};
