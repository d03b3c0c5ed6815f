import type { RosterSession } from "@handrail/domain/attendance/schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { StatusPill } from "@handrail/ui/status-pill";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";
import { memo } from "react";

import { clockTime, shortDay, zoneNote } from "../../../lib/time.ts";

interface SessionFactsProps {
  readonly session: RosterSession;
  readonly facilitator: string | null;
}

/** `Session 14 of 24 · Fri 21 Nov, 09:55–10:25 · Rm 4 · Ms Okafor`, with the school's zone for whoever lives in another. */
export const SessionFacts = memo(({ session, facilitator }: SessionFactsProps) => {
  const { startsAt, endsAt, zone, number, of, location } = session;
  const note = zoneNote(zone, startsAt);
  const times = `${clockTime(zone, startsAt)}–${clockTime(zone, endsAt)}${note === "" ? "" : ` ${note}`}`;
  const facts = [
    `Session ${number} of ${of}`,
    `${shortDay(dayIn(zone, startsAt))}, ${times}`,
    ...(location === null ? [] : [location]),
    ...(facilitator === null ? [] : [facilitator]),
  ];
  const pill =
    session.status === "completed" ? (
      <StatusPill icon={<Check size={13} />} tone="good">
        Finished
      </StatusPill>
    ) : session.status === "cancelled" ? (
      <StatusPill icon={<Ban size={13} />}>Cancelled</StatusPill>
    ) : null;
  return (
    // The dot before the first fact of each line lies outside the clipped edge.
    <span className="block overflow-x-clip">
      <ul className="-ms-4 flex flex-wrap items-center gap-y-0.5" role="list">
        {facts.map((fact) => (
          <li
            className="relative ps-4 whitespace-nowrap before:absolute before:start-1.5 before:content-['·']"
            key={fact}
          >
            {fact}
          </li>
        ))}
        {pill !== null && <li className="ps-4">{pill}</li>}
      </ul>
    </span>
  );
});
SessionFacts.displayName = "SessionFacts";
