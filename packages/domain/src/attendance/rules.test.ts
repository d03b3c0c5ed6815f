import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  canBeExpected,
  canBeLate,
  canBeMarked,
  minutesAttended,
  minutesLateAt,
  rollupDelta,
  settle,
  unmarkedOf,
  valueOf,
  withClaim,
  type MarkValue,
  type RollupDelta,
} from "./rules.ts";
import { AttendanceStatus, Expectation, type Claim } from "./schema.ts";

const session = { startsAt: "2026-11-21T09:00:00.000Z", endsAt: "2026-11-21T09:30:00.000Z" };
const isoAt = (minutes: number): string => new Date(Date.parse(session.startsAt) + minutes * 60_000).toISOString();

describe("minutes", () => {
  test.each([
    [-20, 1],
    [0, 1],
    [0.9, 1],
    [1, 1],
    [7.99, 7],
    [29, 29],
    [30, 30],
    [400, 30],
  ])("tardy %s minutes after the start begins with %s", (after, late) => {
    expect(minutesLateAt(session, isoAt(after))).toBe(late);
  });

  test.each([
    ["scheduled", null, null],
    ["present", null, 30],
    ["tardy", 0, 30],
    ["tardy", 8, 22],
    ["tardy", 45, 0],
    ["absent", null, 0],
    ["excused", null, 0],
  ] as const)("%s with %s minutes late attends %s", (status, minutesLate, attended) => {
    expect(minutesAttended({ status, minutesLate }, session)).toBe(attended);
  });

  test.each([
    ["tardy", 5, true],
    ["tardy", 0, true],
    ["tardy", null, false],
    ["tardy", undefined, false],
    ["present", 5, false],
    ["scheduled", 0, false],
    ["absent", null, true],
    ["excused", undefined, true],
  ] as const)("%s with %s minutes may be sent: %s", (status, minutesLate, isAllowed) => {
    const mark = minutesLate === undefined ? { status } : { status, minutesLate };
    const verdict = canBeMarked(mark);
    const refusal = { situation: "INVALID_INPUT", field: "minutesLate" };
    expect(verdict).toMatchObject(isAllowed ? { allowed: true } : { allowed: false, refusal });
  });
});

describe("minutes late", () => {
  const late = (minutesLate: number | null, held: number | null, after: number): string | null => {
    const verdict = canBeLate({ minutesLate }, held, { session, now: isoAt(after) });
    return verdict.allowed ? null : verdict.refusal.message;
  };

  test.each([
    [0, 0],
    [30, 0],
    [30, 400],
    [null, -60],
  ])("%s minutes, recorded %s minutes after the start, are accepted", (minutes, after) => {
    expect(late(minutes, null, after)).toBeNull();
  });

  test.each([
    [31, 10, "Write at most 30 minutes late: the session is not longer."],
    [600, 10, "Write at most 30 minutes late: the session is not longer."],
    [5, -1, "A student cannot be late before the session starts."],
  ])("%s minutes, recorded %s minutes after the start: %s", (minutes, after, message) => {
    expect(late(minutes, null, after)).toBe(message);
  });

  test("what stands may be sent again after the session was shortened or moved", () => {
    expect(late(45, 45, 10)).toBeNull();
    expect(late(5, 5, -10)).toBeNull();
    expect(late(46, 45, 10)).not.toBeNull();
  });
});

test.each([
  ["guest", false, null],
  ["guest", true, null],
  ["expected", true, null],
  ["expected", false, "NOT_ENROLLED"],
  ["not_expected", true, "NOT_EXPECTED"],
  ["not_expected", false, "NOT_ENROLLED"],
] as const)("a mark on a row that is %s, enrolled %s: %s", (expectation, isEnrolled, situation) => {
  const verdict = canBeExpected({ expectation, isEnrolled });
  expect(verdict.allowed ? null : verdict.refusal.situation).toBe(situation);
});

test.each([
  [{ status: "present" }, { status: "present", minutesLate: null, note: "Bus" }],
  [
    { status: "tardy", minutesLate: 3 },
    { status: "tardy", minutesLate: 3, note: "Bus" },
  ],
  [
    { status: "absent", note: "Ill" },
    { status: "absent", minutesLate: null, note: "Ill" },
  ],
  [
    { status: "absent", note: "" },
    { status: "absent", minutesLate: null, note: null },
  ],
  [
    { status: "absent", note: null },
    { status: "absent", minutesLate: null, note: null },
  ],
] as const)("a mark %j on a row with a note", (mark, value) => {
  const studentId = "0199a000-0000-7000-8000-000000000001" as never;
  const current = { status: "tardy", minutesLate: 9, note: "Bus" } as const;
  expect(valueOf({ studentId, baseVersion: 1, ...mark }, current)).toEqual(value);
});

const marks: fc.Arbitrary<MarkValue> = fc
  .record({
    status: fc.constantFrom(...AttendanceStatus.options),
    minutes: fc.nat(40),
    note: fc.constantFrom(null, "a", "b"),
  })
  .map(({ status, minutes, note }) => ({ status, minutesLate: status === "tardy" ? minutes : null, note }));

const claimOf = (by: number, mark: MarkValue, index = 0): Claim => ({
  mutationId: `0199a000-0000-7000-8000-${String(index).padStart(12, "0")}` as Claim["mutationId"],
  by: `0199a000-0000-7000-8000-${String(by).padStart(12, "0")}` as Claim["by"],
  at: session.startsAt,
  ...mark,
});

describe("settle", () => {
  test("never overwrites a value that was not seen", () => {
    fc.assert(
      fc.property(
        fc.tuple(marks, marks),
        fc.tuple(fc.nat(3), fc.nat(3)),
        fc.boolean(),
        (values, versions, isContested) => {
          const [current, wanted] = values;
          const [version, base] = versions;
          const contested = isContested ? [claimOf(1, wanted)] : [];
          const isSame = JSON.stringify(current) === JSON.stringify(wanted);
          const unseen = isSame ? "unchanged" : "contested";
          // A choice made in full view of other claims is recorded even where it confirms what stands: it ends them.
          const seen = isSame && !isContested ? "unchanged" : "recorded";
          expect(settle({ ...current, version, contested }, wanted, base)).toBe(base === version ? seen : unseen);
        },
      ),
    );
  });
});

describe("withClaim", () => {
  test("keeps the newest claim of each person, at most six, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), marks), { maxLength: 40 }), (sent) => {
        let contested: Claim[] = [];
        for (const [index, [by, mark]] of sent.entries()) contested = withClaim(contested, claimOf(by, mark, index));
        const newest = new Map<number, Claim>();
        for (const [index, [by, mark]] of sent.entries()) {
          newest.delete(by);
          newest.set(by, claimOf(by, mark, index));
        }
        expect(contested).toEqual([...newest.values()].slice(-6));
      }),
    );
  });
});

const nothing: RollupDelta = { expected: 0, present: 0, tardy: 0, excused: 0, absent: 0, minutes: 0 };
const sum = (a: RollupDelta, b: RollupDelta): RollupDelta => ({
  expected: a.expected + b.expected,
  present: a.present + b.present,
  tardy: a.tardy + b.tardy,
  excused: a.excused + b.excused,
  absent: a.absent + b.absent,
  minutes: a.minutes + b.minutes,
});

test("counters kept by deltas are the counters counted anew, after any history of any rows", () => {
  const state = fc.record({
    row: fc.nat(4),
    expectation: fc.constantFrom(...Expectation.options),
    mark: marks,
  });
  fc.assert(
    fc.property(fc.array(state, { maxLength: 60 }), (history) => {
      const rows = new Map<number, Parameters<typeof rollupDelta>[1]>();
      let kept = nothing;
      for (const { row, expectation, mark } of history) {
        const after = { expectation, status: mark.status, minutesAttended: minutesAttended(mark, session) };
        kept = sum(kept, rollupDelta(rows.get(row) ?? null, after));
        rows.set(row, after);
      }
      const all = [...rows.values()];
      const count = (status: AttendanceStatus): number => all.filter((row) => row.status === status).length;
      expect(kept).toEqual({
        expected: all.filter((row) => row.expectation !== "not_expected").length,
        present: count("present"),
        tardy: count("tardy"),
        excused: count("excused"),
        absent: count("absent"),
        minutes: all.reduce((total, row) => total + (row.minutesAttended ?? 0), 0),
      });
    }),
  );
});

test("only expected rows without a mark are unmarked", () => {
  const rows = Expectation.options.flatMap((expectation) =>
    AttendanceStatus.options.map((status) => ({ expectation, status })),
  );
  expect(unmarkedOf(rows)).toBe(2);
});
