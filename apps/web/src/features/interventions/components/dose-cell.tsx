import { deliveredShare } from "@handrail/domain/progress/dosage";
import { cx } from "@handrail/ui/cx";

import { doseOf } from "../words.ts";

/** Minutes received of those planned until now: the number, and a bar that only repeats it. */
export const DoseCell = ({ received, planned }: { received: number; planned: number }) => {
  const dose = doseOf(received, planned);
  if (dose === null) return <span className="text-ink-2">not yet</span>;
  const isLow = dose < deliveredShare * 100;
  return (
    <span className="inline-flex items-center justify-end gap-2" title={`${received} of ${planned} minutes`}>
      <span
        aria-hidden="true"
        className="bg-sunken border-line rounded-chip hidden h-1.5 w-12 overflow-hidden border sm:block print:hidden"
      >
        <span
          className={cx("block h-full", isLow ? "bg-tardy" : "bg-ink-3")}
          style={{ inlineSize: `${Math.min(100, dose)}%` }}
        />
      </span>
      <span className={cx("tabular-nums", isLow && "text-tardy font-semibold")}>
        {dose} %{isLow && <span className="sr-only">, below {deliveredShare * 100} %</span>}
      </span>
    </span>
  );
};
