import { buttonClass } from "@handrail/ui/button-class";
import { Link } from "@tanstack/react-router";

/** Beside the days: what was missed, and one's own calendar. */
export const SessionLinks = ({ scope }: { scope: "mine" | "school" }) => (
  <nav aria-label="More about sessions" className="flex flex-wrap gap-2">
    <Link
      className={buttonClass({ size: "sm", variant: "quiet" })}
      search={scope === "school" ? { scope } : {}}
      to="/sessions/not-taken"
    >
      Not taken yet
    </Link>
    <Link className={buttonClass({ size: "sm", variant: "quiet" })} to="/sessions/calendar">
      Calendar
    </Link>
  </nav>
);
