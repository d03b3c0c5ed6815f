import type { Instant } from "@handrail/domain/kernel/time";
import type { SessionListRow } from "@handrail/domain/sessions/schema";
import type { RefObject } from "react";

import { sectionsOf, verbOf } from "../row-facts.ts";
import { SessionRow } from "./session-row.tsx";

export type SessionListProps = {
  sessions: readonly SessionListRow[];
  now: Instant;
  showFacilitator?: boolean;
  ref?: RefObject<HTMLDivElement | null>;
};

/** A day's sessions: what runs, what comes, what was. */
export const SessionList = ({ sessions, now, showFacilitator = false, ref }: SessionListProps) => {
  const sections = sectionsOf(sessions, now);
  const main = sections.flatMap((section) => section.sessions).find((session) => verbOf(session, now).isUrgent);
  return (
    <div className="flex flex-col gap-6" ref={ref}>
      {sections.map((section) => (
        <section aria-labelledby={`part-${section.phase}`} key={section.phase}>
          <h2 className="text-meta text-ink-2 mb-2 font-semibold" id={`part-${section.phase}`}>
            {section.title}
          </h2>
          <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
            {section.sessions.map((session) => (
              <SessionRow
                isMain={session === main}
                key={session.id}
                now={now}
                session={session}
                showFacilitator={showFacilitator}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
