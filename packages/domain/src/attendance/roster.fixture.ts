import type { RosterEventRow } from "./events.ts";
import { minutesAttended, rollupDelta, settle, valueOf, withClaim } from "./rules.ts";
import type { AttendanceStatus, Roster, RosterRow } from "./schema.ts";

/** For the tests of this folder: a server's roster in memory, which runs commands by the rules. */
const numbered = <T extends string>(kind: number, index: number): T =>
  `0199a000-0000-7000-8000-${String(kind).padStart(4, "0")}${String(index).padStart(8, "0")}` as T;

type PersonId = Roster["people"][number]["id"];

const person = (index: number): PersonId => numbered(3, index);
const sessionId: Roster["session"]["id"] = numbered(1, 0);

const newRow = (index: number, expectation: RosterRow["expectation"]): RosterRow => ({
  studentId: numbered(2, index),
  displayCode: `CODE-${index}`,
  gradeLevel: "7",
  expectation,
  status: "scheduled",
  minutesLate: null,
  minutesAttended: null,
  note: null,
  takenBy: null,
  recordedAt: null,
  version: 1,
  contested: [],
  attended: 4,
  marked: 5,
});

const startsAt = "2026-11-21T09:00:00.000Z";
const endsAt = "2026-11-21T09:30:00.000Z";

export const startRoster = (): Roster => ({
  session: {
    id: sessionId,
    kind: "intervention",
    title: "Reading Boost",
    number: 3,
    of: 12,
    startsAt,
    endsAt,
    zone: "Europe/London",
    status: "scheduled",
    cancelledReason: null,
    location: "Room 4",
    facilitatorId: person(0),
    mayRecord: true,
    mayReopen: true,
    mayAddGuests: true,
    editDays: 14,
  },
  version: 1,
  rows: Array.from({ length: 4 }, (_, index) => newRow(index, "expected")),
  people: [0, 1, 2].map((index) => ({ id: person(index), name: `Person ${index}` })),
  clashes: [],
});

export type Frame =
  | { readonly kind: "rows"; readonly sessionId: string; readonly version: number; readonly rows: RosterEventRow[] }
  | {
      readonly kind: "status";
      readonly sessionId: string;
      readonly version: number;
      readonly status: "completed" | "scheduled";
    };
export type Answer =
  | { readonly kind: "rows"; readonly sessionId: string; readonly version: number; readonly rows: RosterRow[] }
  | Extract<Frame, { kind: "status" }>;

export interface Wish {
  /** Most are marks; a few finish, reopen or bring a guest. */
  readonly command: number;
  readonly student: number;
  readonly status: AttendanceStatus;
  readonly hasNote: boolean;
  readonly isStale: boolean;
  readonly by: number;
}

interface Outcome {
  readonly frame: Frame | undefined;
  readonly answer: Answer;
}

const eventRow = (row: RosterRow, before: RosterRow | undefined): RosterEventRow => {
  const { note, contested, ...rest } = row;
  return {
    ...rest,
    contested: contested.map(({ note: _note, ...claim }) => claim),
    noteChanged: note !== (before?.note ?? null) || contested.some((claim) => claim.note !== null),
  };
};

export const makeServer = () => {
  let roster = startRoster();
  let mutations = 0;

  const put = (rows: readonly RosterRow[]): Outcome => {
    const version = roster.version + 1;
    const befores = new Map(roster.rows.map((row) => [row.studentId, row]));
    const news = new Map(rows.map((row) => [row.studentId, row]));
    const frame = {
      kind: "rows" as const,
      sessionId,
      version,
      rows: rows.map((row) => eventRow(row, befores.get(row.studentId))),
    };
    const kept = roster.rows.map((row) => news.get(row.studentId) ?? row);
    const added = rows.filter((row) => !befores.has(row.studentId));
    roster = { ...roster, version, rows: [...kept, ...added] };
    return { frame, answer: { kind: "rows", sessionId, version, rows: [...rows] } };
  };

  const changeStatus = (status: "completed" | "scheduled"): Outcome => {
    const isNew = roster.session.status !== status;
    if (isNew) roster = { ...roster, version: roster.version + 1, session: { ...roster.session, status } };
    const frame = { kind: "status" as const, sessionId, version: roster.version, status };
    return { frame: isNew ? frame : undefined, answer: frame };
  };

  const mark = (row: RosterRow, wish: Wish): RosterRow | undefined => {
    mutations += 1;
    const baseVersion = wish.isStale ? row.version - 1 : row.version;
    const minutesLate = wish.status === "tardy" ? wish.student + 1 : null;
    const note = wish.hasNote ? { note: `Note ${mutations}` } : {};
    const wanted = valueOf({ studentId: row.studentId, status: wish.status, minutesLate, baseVersion, ...note }, row);
    const outcome = settle(row, wanted, baseVersion);
    if (outcome === "unchanged") return undefined;
    const version = row.version + 1;
    if (outcome === "contested") {
      const claim = {
        mutationId: numbered<RosterRow["contested"][number]["mutationId"]>(4, mutations),
        ...wanted,
        by: person(wish.by),
        at: startsAt,
      };
      return { ...row, version, contested: withClaim(row.contested, claim) };
    }
    const minutes = minutesAttended(wanted, { startsAt, endsAt });
    const delta = rollupDelta(row, { ...row, ...wanted, minutesAttended: minutes });
    return {
      ...row,
      ...wanted,
      minutesAttended: minutes,
      takenBy: wanted.status === "scheduled" ? null : person(wish.by),
      recordedAt: wanted.status === "scheduled" ? null : startsAt,
      version,
      contested: [],
      attended: row.attended + delta.present + delta.tardy,
      marked: row.marked + delta.present + delta.tardy + delta.absent + delta.excused,
    };
  };

  return {
    fetch: (): Roster => roster,
    run: (wish: Wish): Outcome => {
      if (wish.command > 95) return changeStatus("completed");
      if (wish.command > 91) return changeStatus("scheduled");
      if (wish.command > 87) return put([newRow(roster.rows.length, "guest")]);
      const targets = wish.command > 80 ? roster.rows : [roster.rows[wish.student % roster.rows.length]];
      const rows = targets.flatMap((row) => (row === undefined ? [] : [row]));
      const changed = rows.flatMap((row) => mark(row, wish) ?? []);
      if (changed.length > 0) {
        const { frame } = put(changed);
        const shown = rows.map((row) => changed.find((one) => one.studentId === row.studentId) ?? row);
        return { frame, answer: { kind: "rows", sessionId, version: roster.version, rows: shown } };
      }
      return { frame: undefined, answer: { kind: "rows", sessionId, version: roster.version, rows } };
    },
  };
};
