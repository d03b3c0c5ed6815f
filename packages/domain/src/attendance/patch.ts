import type { RosterEventRow } from "./events.ts";
import type { Roster, RosterRow } from "./schema.ts";

/** What an event tells a roster: rows as they are after roster version `version`. */
export interface RosterPatch {
  readonly sessionId: string;
  readonly version: number;
  readonly rows: readonly RosterEventRow[];
}

/** The roster after an event or an answer. When `isComplete` is false the caller fetches the roster again. */
export interface Patched {
  readonly roster: Roster;
  readonly isComplete: boolean;
}

const rowAfter = (row: RosterRow | undefined, next: RosterEventRow): RosterRow => {
  const { noteChanged: _noteChanged, contested, ...rest } = next;
  return { ...rest, note: row?.note ?? null, contested: contested.map((claim) => ({ ...claim, note: null })) };
};

/**
 * A row moves forward only, so own echoes, duplicates and reordered events change nothing. Incomplete when a version was
 * skipped, a note changed (events carry no words) or someone is unknown.
 */
export const patchRoster = (roster: Roster, patch: RosterPatch): Patched => {
  if (patch.sessionId !== roster.session.id || patch.version <= roster.version) return { roster, isComplete: true };
  const news = new Map(patch.rows.map((row) => [row.studentId, row]));
  const rows = roster.rows.map((row) => {
    const next = news.get(row.studentId);
    news.delete(row.studentId);
    return next !== undefined && next.version > row.version ? rowAfter(row, next) : row;
  });
  // New students go to the end: rows never move under a finger. The next full fetch sorts them in.
  const all = [...rows, ...[...news.values()].map((next) => rowAfter(undefined, next))];
  const known = new Set(roster.people.map((person) => person.id));
  return {
    roster: { ...roster, version: patch.version, rows: all },
    isComplete:
      patch.version === roster.version + 1 &&
      patch.rows.every((row) => !row.noteChanged && (row.takenBy === null || known.has(row.takenBy))),
  };
};

/** The roster after the answer to an own command: whole rows, notes included. */
export const patchOwnRows = (
  roster: Roster,
  answer: { readonly sessionId: string; readonly version: number; readonly rows: readonly RosterRow[] },
): Patched => {
  if (answer.sessionId !== roster.session.id) return { roster, isComplete: true };
  const news = new Map(answer.rows.map((row) => [row.studentId, row]));
  const rows = roster.rows.map((row) => {
    const next = news.get(row.studentId);
    news.delete(row.studentId);
    return next !== undefined && next.version >= row.version ? next : row;
  });
  const isNext = answer.version <= roster.version + 1;
  return {
    // Over a gap the version stays behind: the events in between are still to come, or the fetch brings them.
    roster: {
      ...roster,
      version: isNext ? Math.max(answer.version, roster.version) : roster.version,
      rows: [...rows, ...news.values()],
    },
    isComplete: isNext,
  };
};

/** The roster after its session was finished or reopened. */
export const patchSessionStatus = (
  roster: Roster,
  change: { readonly sessionId: string; readonly version: number; readonly status: Roster["session"]["status"] },
): Patched => {
  if (change.sessionId !== roster.session.id || change.version <= roster.version) return { roster, isComplete: true };
  return {
    roster: { ...roster, version: change.version, session: { ...roster.session, status: change.status } },
    isComplete: change.version === roster.version + 1,
  };
};
