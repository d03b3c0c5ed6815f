import type { Instant } from "@handrail/domain/kernel/time";
import { canMarkAt, phaseOf, type Phase } from "@handrail/domain/sessions/rules";
import type { SessionListRow } from "@handrail/domain/sessions/schema";

const soonMinutes = 15;

/** The one thing to do with a session now. `isUrgent`: it runs, or is about to, and has students without a mark. */
export interface Verb {
  readonly label: "Take roll" | "Open" | "See roster";
  readonly isUrgent: boolean;
}

const startsSoon = (session: SessionListRow, now: Instant): boolean =>
  Date.parse(session.startsAt) - Date.parse(now) <= soonMinutes * 60_000;

export const verbOf = (session: SessionListRow, now: Instant): Verb => {
  const isOpen = session.status === "scheduled" && session.mayRecord && canMarkAt(session, now).allowed;
  if (!isOpen)
    return { label: session.status === "scheduled" && session.mayRecord ? "Open" : "See roster", isUrgent: false };
  if (session.unmarked === 0 || !startsSoon(session, now)) return { label: "Open", isUrgent: false };
  return { label: "Take roll", isUrgent: phaseOf(session, now) !== "over" };
};

export const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** How far the roll is, in words: never by colour alone. */
export const rollWords = (session: SessionListRow): string => {
  if (session.expected === 0) return "Nobody expected";
  if (session.unmarked === 0) return session.expected === 1 ? "Marked" : `All ${session.expected} marked`;
  if (session.unmarked === session.expected) return "Not marked yet";
  return `${session.unmarked} of ${session.expected} unmarked`;
};

export interface Section {
  readonly phase: Phase;
  readonly title: string;
  readonly sessions: readonly SessionListRow[];
}

const titles: Readonly<Record<Phase, string>> = { running: "Now", upcoming: "Next", over: "Earlier" };

/** The day's sessions by where the clock stands; their order is the domain's. */
export const sectionsOf = (sessions: readonly SessionListRow[], now: Instant): readonly Section[] =>
  (["running", "upcoming", "over"] as const)
    .map((phase) => ({ phase, title: titles[phase], sessions: sessions.filter((one) => phaseOf(one, now) === phase) }))
    .filter((section) => section.sessions.length > 0);

/** Sessions that are over and still hold students without a mark. */
export const leftUnmarked = (sessions: readonly SessionListRow[], now: Instant): readonly SessionListRow[] =>
  sessions.filter(
    (one) => one.status === "scheduled" && one.unmarked > 0 && one.mayRecord && phaseOf(one, now) === "over",
  );
