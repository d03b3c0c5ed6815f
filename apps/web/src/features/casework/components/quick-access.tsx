import { buttonClass } from "@handrail/ui/button-class";
import { Skeleton } from "@handrail/ui/skeleton";
import { Link } from "@tanstack/react-router";
import Clock from "lucide-react/icons/clock";

import { useMe } from "../../../shell/me.ts";
import { useCaseStats, useLiveCases } from "../queries.ts";
import { count } from "../words.ts";

const Numbers = () => {
  useLiveCases();
  const stats = useCaseStats("mine").data;
  if (stats === undefined) return <Skeleton className="h-11 w-full" />;
  const link = "inline-flex min-h-11 items-center underline underline-offset-2 pointer-fine:min-h-6";
  return (
    <p className="text-ui flex flex-wrap items-center gap-x-4 gap-y-1">
      <Link className={link} search={{ scope: "mine" }} to="/cases">
        {count(stats.active, "active case", "active cases")}
      </Link>
      <Link className={link} search={{ scope: "mine", urgency: "high" }} to="/cases">
        {stats.highUrgency} of high urgency
      </Link>
      {stats.overdue > 0 && (
        <Link className={`${link} text-absent gap-1.5`} search={{ scope: "mine", due: "overdue" }} to="/cases">
          <Clock aria-hidden="true" size={14} />
          {count(stats.overdue, "follow-up", "follow-ups")} overdue
        </Link>
      )}
    </p>
  );
};

/** One's cases in three numbers, and the way to them. Today's header holds the button that records. */
export const CasesQuickAccess = () =>
  useMe().tools.includes("cases") ? (
    <section
      aria-label="Cases"
      className="rounded-card border-line bg-surface flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border px-4 py-3"
    >
      <div className="flex flex-col gap-1">
        <h2 className="text-head">Cases</h2>
        <Numbers />
      </div>
      <span className="flex flex-wrap gap-2">
        <Link className={buttonClass({ size: "sm", variant: "quiet" })} to="/cases">
          Open cases
        </Link>
      </span>
    </section>
  ) : null;
