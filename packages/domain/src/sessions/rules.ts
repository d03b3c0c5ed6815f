import type { Instant } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { SessionStatus } from "./schema.ts";

/** Where the clock stands against a session. Half open: at `endsAt` it is over. */
export type Phase = "upcoming" | "running" | "over";

export const phaseOf = (session: { startsAt: Instant; endsAt: Instant }, now: Instant): Phase => {
  const at = Date.parse(now);
  if (at < Date.parse(session.startsAt)) return "upcoming";
  return at < Date.parse(session.endsAt) ? "running" : "over";
};

/** How early a roster may be opened for marking: families and staff tell of absences the evening before. */
const earliestMinutes = 24 * 60;

export const canMarkAt = (session: { startsAt: Instant; status: SessionStatus }, now: Instant): Verdict => {
  if (session.status === "cancelled")
    return refuse("SESSION_CANCELLED", "This session was cancelled: nobody was expected.");
  if (Date.parse(session.startsAt) - Date.parse(now) > earliestMinutes * 60_000)
    return refuse("SESSION_NOT_STARTED", "Marks open 24 hours before a session starts.");
  return allow;
};

export const canFinish = (session: { status: SessionStatus; startsAt: Instant }, now: Instant): Verdict => {
  if (session.status === "cancelled") return refuse("SESSION_CANCELLED", "A cancelled session cannot be finished.");
  if (Date.parse(now) < Date.parse(session.startsAt))
    return refuse("SESSION_NOT_STARTED", "A session can be finished once it has started.");
  return allow;
};

/** A finished session stays open to corrections for `editDays` days after its end. */
export const canReopen = (
  session: { status: SessionStatus; endsAt: Instant },
  editDays: number,
  now: Instant,
): Verdict => {
  if (session.status === "cancelled") return refuse("SESSION_CANCELLED", "A cancelled session cannot be reopened.");
  return withinEditWindow(session, editDays, now);
};

export const withinEditWindow = (session: { endsAt: Instant }, editDays: number, now: Instant): Verdict =>
  Date.parse(now) - Date.parse(session.endsAt) <= editDays * 86_400_000
    ? allow
    : refuse("EDIT_WINDOW_CLOSED", `Marks can be changed for ${editDays} days after a session.`, {
        details: { days: editDays },
      });

/** Today's order: the running session first, then what comes, then what is over, each by start. */
export const inDayOrder = <S extends { startsAt: Instant; endsAt: Instant }>(
  sessions: readonly S[],
  now: Instant,
): S[] => {
  const rank = { running: 0, upcoming: 1, over: 2 } as const;
  return [...sessions].sort(
    (a, b) => rank[phaseOf(a, now)] - rank[phaseOf(b, now)] || Date.parse(a.startsAt) - Date.parse(b.startsAt),
  );
};
