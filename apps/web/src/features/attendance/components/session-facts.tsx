import type { RosterSession } from "@handrail/domain/attendance/schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { StatusPill } from "@handrail/ui/status-pill";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";

import { clockTime, shortDay, zoneNote } from "../../../lib/time.ts";

/** `Session 14 of 24 · Fri 21 Nov, 09:55–10:25 · Rm 4 · Ms Okafor`, with the school's zone for whoever lives in another. */
export const SessionFacts = ({ session, facilitator }: { session: RosterSession; facilitator: string | null }) => {
  const { startsAt, endsAt, zone, number, of, location } = session;
  const note = zoneNote(zone, startsAt);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {session.status === "completed" && (
        <StatusPill icon={<Check size={13} />} tone="good">
          Finished
        </StatusPill>
      )}
      {session.status === "cancelled" && (
        <StatusPill icon={<Ban size={13} />} tone="neutral">
          Cancelled
        </StatusPill>
      )}
      <span>
        Session {number} of {of}
      </span>
      <span aria-hidden="true">·</span>
      <span className="whitespace-nowrap">
        <time dateTime={startsAt}>
          {shortDay(dayIn(zone, startsAt))}, {clockTime(zone, startsAt)}
        </time>
        –<time dateTime={endsAt}>{clockTime(zone, endsAt)}</time>
        {note === "" ? "" : ` ${note}`}
      </span>
      {location !== null && (
        <>
          <span aria-hidden="true">·</span>
          <span>{location}</span>
        </>
      )}
      {facilitator !== null && (
        <>
          <span aria-hidden="true">·</span>
          <span>{facilitator}</span>
        </>
      )}
    </span>
  );
};
