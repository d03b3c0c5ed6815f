import type { Day } from "@handrail/domain/kernel/time";
import { Link } from "@tanstack/react-router";

const part =
  "flex min-h-11 items-center rounded-control px-3 text-ui text-ink-2 hover:text-ink aria-[current=true]:bg-surface aria-[current=true]:text-ink aria-[current=true]:outline-1 aria-[current=true]:outline-line aria-[current=true]:focus-visible:outline-2 aria-[current=true]:focus-visible:outline-accent pointer-fine:min-h-8";

/** Whose sessions: links, because each view has an address of its own. */
export const ScopeSwitch = ({ scope, day }: { scope: "mine" | "school"; day: Day | undefined }) => {
  const kept = day === undefined ? {} : { day };
  return (
    <nav aria-label="Whose sessions" className="rounded-control bg-sunken border-line flex gap-0.5 border p-0.5">
      <Link aria-current={scope === "mine"} className={part} replace search={kept} to="/sessions">
        Mine
      </Link>
      <Link
        aria-current={scope === "school"}
        className={part}
        replace
        search={{ ...kept, scope: "school" as const }}
        to="/sessions"
      >
        Whole school
      </Link>
    </nav>
  );
};
