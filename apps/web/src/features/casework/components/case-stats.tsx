import type { CaseStats as Stats } from "@handrail/domain/casework/case-schema";
import { cx } from "@handrail/ui/cx";
import { Skeleton } from "@handrail/ui/skeleton";
import Clock from "lucide-react/icons/clock";

import type { CaseFilter } from "../queries.ts";

export type CaseStatsProps = { stats: Stats | undefined; onOpen: (filter: CaseFilter) => void };

const tile =
  "flex flex-1 basis-36 flex-col items-start gap-0.5 border-line border-e px-4 py-3 text-start last:border-e-0";

/** How much there is, each number with the way to its list. */
export const CaseStats = ({ stats, onOpen }: CaseStatsProps) => {
  if (stats === undefined) return <Skeleton className="h-20 w-full" />;
  const tiles = [
    { label: "Meetings recorded", value: stats.meetings, filter: null },
    { label: "Active cases", value: stats.active, filter: { status: "active" } },
    { label: "High urgency", value: stats.highUrgency, filter: { status: "active", urgency: "high" } },
    { label: "Overdue follow-ups", value: stats.overdue, filter: { status: "active", due: "overdue" } },
  ] as const;
  return (
    <dl className="rounded-card border-line bg-surface flex flex-wrap overflow-hidden border max-sm:grid max-sm:grid-cols-2">
      {tiles.map(({ label, value, filter }) => {
        const isLate = label === "Overdue follow-ups" && value > 0;
        return (
          <div className={tile} key={label}>
            <dt className="text-meta text-ink-2 order-2">
              {filter === null ? (
                label
              ) : (
                <button
                  className="inline-flex min-h-6 items-center underline-offset-2 hover:underline pointer-coarse:min-h-11"
                  type="button"
                  onClick={() => onOpen(filter)}
                >
                  {label}
                </button>
              )}
            </dt>
            <dd className={cx("text-display inline-flex items-center gap-2 tabular-nums", isLate && "text-absent")}>
              {value}
              {isLate && <Clock aria-hidden="true" size={18} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};
