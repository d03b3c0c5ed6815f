import { minutesBetween, type Instant } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { AttendanceStatus, Claim, Expectation, MarkInput, RosterRow } from "./schema.ts";

/** What one row holds that a mark can change. */
export interface MarkValue {
  readonly status: AttendanceStatus;
  readonly minutesLate: number | null;
  readonly note: string | null;
}

export const isMarked = (status: AttendanceStatus): boolean => status !== "scheduled";

export const sameMark = (a: MarkValue, b: MarkValue): boolean =>
  a.status === b.status && a.minutesLate === b.minutesLate && a.note === b.note;

/** Minutes late that Tardy starts with: whole minutes since the start, within the session. */
export const minutesLateAt = (session: { startsAt: Instant; endsAt: Instant }, now: Instant): number =>
  Math.min(Math.max(minutesBetween(session.startsAt, now), 1), minutesBetween(session.startsAt, session.endsAt));

/** Minutes of the session that a student with this mark received; null while unmarked. */
export const minutesAttended = (
  mark: Pick<MarkValue, "status" | "minutesLate">,
  session: { startsAt: Instant; endsAt: Instant },
): number | null => {
  const planned = minutesBetween(session.startsAt, session.endsAt);
  switch (mark.status) {
    case "scheduled":
      return null;
    case "present":
      return planned;
    case "tardy":
      return Math.max(0, planned - (mark.minutesLate ?? 0));
    case "absent":
    case "excused":
      return 0;
  }
};

/** Minutes belong to Tardy and to nothing else. */
export const canBeMarked = (mark: Pick<MarkInput, "status" | "minutesLate">): Verdict => {
  if (mark.status === "tardy" && typeof mark.minutesLate !== "number")
    return refuse("INVALID_INPUT", "Tardy needs the minutes late.", { field: "minutesLate" });
  if (mark.status !== "tardy" && typeof mark.minutesLate === "number")
    return refuse("INVALID_INPUT", "Only Tardy has minutes late.", { field: "minutesLate" });
  return allow;
};

/** Minutes late lie within the session, and there are none before it starts. `held`: the minutes that stand. */
export const canBeLate = (
  mark: Pick<MarkInput, "minutesLate">,
  held: number | null,
  { session, now }: { session: { startsAt: Instant; endsAt: Instant }; now: Instant },
): Verdict => {
  const { minutesLate } = mark;
  // What stands may be sent again: the session may have been moved or shortened since.
  if (typeof minutesLate !== "number" || minutesLate === held) return allow;
  if (Date.parse(now) < Date.parse(session.startsAt))
    return refuse("INVALID_INPUT", "A student cannot be late before the session starts.", { field: "minutesLate" });
  const longest = minutesBetween(session.startsAt, session.endsAt);
  if (minutesLate > longest)
    return refuse("INVALID_INPUT", `Write at most ${longest} minutes late: the session is not longer.`, {
      field: "minutesLate",
    });
  return allow;
};

/** Enrolment is required for a mark, except for a guest, whose row says that it is one. */
export const canBeExpected = (row: { expectation: Expectation; isEnrolled: boolean }): Verdict => {
  if (row.expectation === "guest") return allow;
  if (!row.isEnrolled) return refuse("NOT_ENROLLED", "This student's enrolment has ended.");
  if (row.expectation === "not_expected")
    return refuse("NOT_EXPECTED", "This student is not expected today. Add the student to today's roster first.");
  return allow;
};

/** Notes are kept when a mark does not mention them: tapping P must not wipe what a colleague wrote. */
export const valueOf = (mark: MarkInput, current: MarkValue): MarkValue => ({
  status: mark.status,
  minutesLate: mark.status === "tardy" ? (mark.minutesLate ?? null) : null,
  note: mark.note === undefined ? current.note : mark.note === "" ? null : mark.note,
});

/**
 * What becomes of a mark. One that was made on the row's current version is recorded. One that was made on an older
 * version agrees with what stands (then nothing happens) or is a claim beside it: neither is overwritten unseen.
 */
export const settle = (
  current: MarkValue & { readonly version: number; readonly contested: readonly Claim[] },
  wanted: MarkValue,
  baseVersion: number,
): "recorded" | "unchanged" | "contested" => {
  if (sameMark(current, wanted) && current.contested.length === 0) return "unchanged";
  if (baseVersion === current.version) return "recorded";
  return sameMark(current, wanted) ? "unchanged" : "contested";
};

/** Claims kept per row; a seventh would be the same few people disagreeing again, and the oldest goes to the history. */
const mostClaims = 6;

export const withClaim = (contested: readonly Claim[], claim: Claim): Claim[] =>
  [...contested.filter((c) => c.by !== claim.by), claim].slice(-mostClaims);

/** The change that a mark makes to the counters of its student in this intervention or class. */
export interface RollupDelta {
  readonly expected: number;
  readonly present: number;
  readonly tardy: number;
  readonly excused: number;
  readonly absent: number;
  readonly minutes: number;
}

const counted = (row: {
  status: AttendanceStatus;
  minutesAttended: number | null;
  expectation: Expectation;
}): RollupDelta => ({
  expected: row.expectation === "not_expected" ? 0 : 1,
  present: row.status === "present" ? 1 : 0,
  tardy: row.status === "tardy" ? 1 : 0,
  excused: row.status === "excused" ? 1 : 0,
  absent: row.status === "absent" ? 1 : 0,
  minutes: row.minutesAttended ?? 0,
});

type Counted = Parameters<typeof counted>[0];

export const rollupDelta = (before: Counted | null, after: Counted): RollupDelta => {
  const now = counted(after);
  const was =
    before === null ? { expected: 0, present: 0, tardy: 0, excused: 0, absent: 0, minutes: 0 } : counted(before);
  return {
    expected: now.expected - was.expected,
    present: now.present - was.present,
    tardy: now.tardy - was.tardy,
    excused: now.excused - was.excused,
    absent: now.absent - was.absent,
    minutes: now.minutes - was.minutes,
  };
};

/** How many rows still wait for a mark. */
export const unmarkedOf = (rows: readonly Pick<RosterRow, "status" | "expectation">[]): number =>
  rows.filter((row) => row.expectation !== "not_expected" && !isMarked(row.status)).length;
