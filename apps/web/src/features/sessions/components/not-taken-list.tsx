import { dayIn } from "@handrail/domain/kernel/time";
import type { NotTaken } from "@handrail/domain/sessions/change-schema";
import { buttonClass } from "@handrail/ui/button-class";
import { Link } from "@tanstack/react-router";

import { clockTime, shortDay } from "../../../lib/time.ts";
import { countOf } from "../row-facts.ts";

export type NotTakenListProps = { rows: NotTaken["rows"]; showFacilitator: boolean };

/** One line for each session, latest first, with the way to its roster. */
export const NotTakenList = ({ rows, showFacilitator }: NotTakenListProps) => (
  <ul className="rounded-card border-line bg-surface border" role="list">
    {rows.map(({ id, title, startsAt, endsAt, location, facilitator, expected, unmarked, zone, mayRecord }) => {
      const when = `${shortDay(dayIn(zone, startsAt))}, ${clockTime(zone, startsAt)}`;
      const facts = [`${when} to ${clockTime(zone, endsAt)}`, location, showFacilitator ? facilitator : null];
      const verb = mayRecord ? "Take roll" : "See roster";
      return (
        <li
          className="border-line flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0"
          key={id}
        >
          <div className="min-w-0">
            <h2 className="text-head">{title}</h2>
            <p className="text-meta text-ink-2">
              {facts.filter((fact) => fact !== null).join(" · ")} ·{" "}
              <span className="text-ink">
                {unmarked === expected
                  ? `${countOf(expected, "student", "students")}, none marked`
                  : `${unmarked} of ${expected} unmarked`}
              </span>
            </p>
          </div>
          <Link
            aria-label={`${verb}: ${title}, ${when}`}
            className={buttonClass()}
            data-row=""
            params={{ sessionId: id }}
            to="/sessions/$sessionId"
          >
            {verb}
          </Link>
        </li>
      );
    })}
  </ul>
);
