import type { RosterEventRow } from "./events.ts";
import type { Roster, RosterRow } from "./schema.ts";

/** What an event tells a roster: rows as they are after roster version `version`. */
export interface RosterPatch {
  readonly sessionId: string;
  readonly version: number;
  readonly rows: readonly RosterEventRow[];
}

/**
 * The roster after an event or an answer. Its version says up to where it is whole: when `isComplete` is false the
 * version stays behind, and the caller fetches the roster again.
 */
export interface Patched {
  readonly roster: Roster;
  readonly isComplete: boolean;
}

const rowAfter = (row: RosterRow | undefined, next: RosterEventRow): RosterRow => {
  const { noteChanged: _noteChanged, contested, ...rest } = next;
  return { ...rest, note: row?.note ?? null, contested: contested.map((claim) => ({ ...claim, note: null })) };
};

interface Attributed {
  readonly takenBy: string | null;
  readonly contested: readonly { readonly by: string }[];
}

/** Whether everyone behind these rows has a name on the roster. */
const knowsAll = (roster: Roster, rows: readonly Attributed[]): boolean => {
  const known = new Set<string>(roster.people.map((person) => person.id));
  return rows.every(
    ({ takenBy, contested }) =>
      (takenBy === null || known.has(takenBy)) && contested.every((claim) => known.has(claim.by)),
  );
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
  const isComplete =
    patch.version === roster.version + 1 && patch.rows.every((row) => !row.noteChanged) && knowsAll(roster, patch.rows);
  return { roster: { ...roster, version: isComplete ? patch.version : roster.version, rows: all }, isComplete };
};

/**
 * The roster after the answer to an own command: whole rows, notes included. The version waits for the event: a command
 * that had nothing to do answers with the version it found, and what made that one is not in its rows.
 */
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
  return {
    roster: { ...roster, rows: [...rows, ...news.values()] },
    isComplete: answer.version <= roster.version + 1 && knowsAll(roster, answer.rows),
  };
};

/** The roster after its session was finished or reopened. */
export const patchSessionStatus = (
  roster: Roster,
  change: { readonly sessionId: string; readonly version: number; readonly status: Roster["session"]["status"] },
): Patched => {
  if (change.sessionId !== roster.session.id || change.version <= roster.version) return { roster, isComplete: true };
  // The same status again is the answer to a command that had nothing to do: something else made that version.
  const isComplete = change.version === roster.version + 1 && change.status !== roster.session.status;
  return {
    roster: {
      ...roster,
      version: isComplete ? change.version : roster.version,
      session: { ...roster.session, status: change.status },
    },
    isComplete,
  };
};
