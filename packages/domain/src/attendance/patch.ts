import type { Roster, RosterRow } from "./schema.ts";

/** What an event tells a roster: rows as they are after roster version `version`. */
export interface RosterPatch {
  readonly sessionId: string;
  readonly version: number;
  readonly rows: readonly RosterRow[];
}

/**
 * The roster after an event. A row moves forward only, so own echoes, duplicates and reordered events change nothing.
 * `isComplete` is false when a version was skipped or someone is unknown: the caller fetches the roster again.
 */
export const patchRoster = (roster: Roster, patch: RosterPatch): { roster: Roster; isComplete: boolean } => {
  if (patch.sessionId !== roster.session.id || patch.version <= roster.version) return { roster, isComplete: true };
  const news = new Map(patch.rows.map((row) => [row.studentId, row]));
  const rows = roster.rows.map((row) => {
    const next = news.get(row.studentId);
    news.delete(row.studentId);
    return next !== undefined && next.version > row.version ? next : row;
  });
  // New students go to the end: rows never move under a finger. The next full fetch sorts them in.
  const all = [...rows, ...news.values()];
  const known = new Set(roster.people.map((person) => person.id));
  return {
    roster: { ...roster, version: patch.version, rows: all },
    isComplete:
      patch.version === roster.version + 1 && patch.rows.every((row) => row.takenBy === null || known.has(row.takenBy)),
  };
};

/** The roster after its session was finished or reopened. */
export const patchSessionStatus = (
  roster: Roster,
  change: { sessionId: string; version: number; status: Roster["session"]["status"] },
): { roster: Roster; isComplete: boolean } => {
  if (change.sessionId !== roster.session.id || change.version <= roster.version) return { roster, isComplete: true };
  return {
    roster: { ...roster, version: change.version, session: { ...roster.session, status: change.status } },
    isComplete: change.version === roster.version + 1,
  };
};
