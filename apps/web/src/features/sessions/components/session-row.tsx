import type { Instant } from "@handrail/domain/kernel/time";
import { phaseOf } from "@handrail/domain/sessions/rules";
import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { buttonClass } from "@handrail/ui/button-class";
import { cx } from "@handrail/ui/cx";
import { Link } from "@tanstack/react-router";
import { memo } from "react";

import { clockTime, fromNow, zoneNote } from "../../../lib/time.ts";
import { countOf, rollWords, verbOf } from "../row-facts.ts";
import { SessionStatusPill } from "./session-status-pill.tsx";

export type SessionRowProps = {
  session: SessionListRow;
  now: Instant;
  /** The one button that stands out: at most one on a page. */
  isMain?: boolean;
  /** Whose it is, where sessions of several people stand together. */
  showFacilitator?: boolean;
  /** The key that opens it, where its list has some. */
  shortcut?: string | undefined;
};

const whenWords = (session: SessionListRow, now: Instant): string | null => {
  if (session.status === "cancelled") return null;
  const phase = phaseOf(session, now);
  if (phase === "upcoming") return `starts ${fromNow(session.startsAt, now)}`;
  return phase === "running" ? `ends ${fromNow(session.endsAt, now)}` : null;
};

const Facts = ({ facts }: { facts: readonly (string | null)[] }) => {
  const said = facts.filter((fact) => fact !== null && fact !== "");
  return (
    <p className="text-meta text-ink-2 flex flex-wrap gap-x-1.5">
      {said.map((fact, index) => (
        <span key={fact}>
          {fact}
          {index < said.length - 1 && (
            <span aria-hidden="true" className="text-ink-3 ms-1.5">
              ·
            </span>
          )}
        </span>
      ))}
    </p>
  );
};

export const SessionRow = memo(
  ({ session, now, isMain = false, showFacilitator = false, shortcut }: SessionRowProps) => {
    const { id, title, startsAt, endsAt, status, location, facilitator, expected, zone } = session;
    const verb = verbOf(session, now);
    const isRunning = status === "scheduled" && phaseOf(session, now) === "running";
    const starts = clockTime(zone, startsAt);
    return (
      <li
        className={cx(
          "border-line relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 border-b px-4 py-3.5 last:border-b-0 sm:grid-cols-[7.5rem_1fr_auto]",
          isRunning && "before:bg-accent before:absolute before:inset-y-0 before:start-0 before:w-[3px]",
        )}
      >
        <p className="leading-tight">
          <time className={cx("text-head", status === "cancelled" && "text-ink-3 line-through")} dateTime={startsAt}>
            {starts}
          </time>
          <span className="text-meta text-ink-2 tabular-nums">
            <span aria-hidden="true">–</span>
            <span className="sr-only"> to </span>
            <time dateTime={endsAt}>{clockTime(zone, endsAt)}</time> {zoneNote(zone, startsAt)}
          </span>
        </p>
        <div className="col-span-2 flex min-w-0 flex-col gap-0.5 max-sm:row-start-2 sm:col-span-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h3 className="text-head min-w-0">{title}</h3>
            <SessionStatusPill session={session} />
          </div>
          <Facts
            facts={[
              location,
              countOf(expected, "student", "students"),
              showFacilitator ? facilitator : null,
              session.status === "cancelled" ? session.cancelledReason : rollWords(session),
              whenWords(session, now),
            ]}
          />
        </div>
        <Link
          aria-keyshortcuts={shortcut}
          aria-label={`${verb.label}: ${title}, ${starts}`}
          className={cx(buttonClass({ variant: isMain ? "primary" : "secondary" }), "w-28")}
          data-row=""
          params={{ sessionId: id }}
          to="/sessions/$sessionId"
        >
          {verb.label}
        </Link>
      </li>
    );
  },
);
SessionRow.displayName = "SessionRow";
