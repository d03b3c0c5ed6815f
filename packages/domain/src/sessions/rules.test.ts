import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { canFinish, canMarkAt, canReopen, inDayOrder, phaseOf, withinEditWindow } from "./rules.ts";

const start = Date.parse("2026-11-21T09:00:00.000Z");
const at = (milliseconds: number): string => new Date(start + milliseconds).toISOString();
const minute = 60_000;
const day = 86_400_000;
const session = (status: "scheduled" | "completed" | "cancelled" = "scheduled") => ({
  startsAt: at(0),
  endsAt: at(30 * minute),
  status,
});

type Verdict = ReturnType<typeof canMarkAt>;
const said = (verdict: Verdict): string => (verdict.allowed ? "allowed" : verdict.refusal.situation);

test.each([
  [-1, "upcoming"],
  [0, "running"],
  [30 * minute - 1, "running"],
  [30 * minute, "over"],
] as const)("%s ms after its start a session is %s", (after, phase) => {
  expect(phaseOf(session(), at(after))).toBe(phase);
});

describe("windows", () => {
  test.each([
    [-day - 1, "scheduled", "SESSION_NOT_STARTED"],
    [-day, "scheduled", "allowed"],
    [0, "scheduled", "allowed"],
    [400 * day, "completed", "allowed"],
    [0, "cancelled", "SESSION_CANCELLED"],
    [-2 * day, "cancelled", "SESSION_CANCELLED"],
  ] as const)("marking %s ms from the start of a %s session: %s", (after, status, answer) => {
    expect(said(canMarkAt(session(status), at(after)))).toBe(answer);
  });

  test.each([
    [-1, "scheduled", "SESSION_NOT_STARTED"],
    [0, "scheduled", "allowed"],
    [0, "cancelled", "SESSION_CANCELLED"],
  ] as const)("finishing %s ms from the start of a %s session: %s", (after, status, answer) => {
    expect(said(canFinish(session(status), at(after)))).toBe(answer);
  });

  test.each([
    [30 * minute + 14 * day, "completed", "allowed"],
    [30 * minute + 14 * day + 1, "completed", "EDIT_WINDOW_CLOSED"],
    [0, "cancelled", "SESSION_CANCELLED"],
  ] as const)("reopening %s ms from the start of a %s session: %s", (after, status, answer) => {
    expect(said(canReopen(session(status), 14, at(after)))).toBe(answer);
  });

  test("changes are open for days after the end, and the refusal names them", () => {
    expect(said(withinEditWindow(session(), 14, at(30 * minute + 14 * day)))).toBe("allowed");
    expect(withinEditWindow(session(), 3, at(9 * day))).toMatchObject({ refusal: { details: { days: 3 } } });
  });
});

test("a day shows what is running, then what comes, then what is over, each by start", () => {
  const moments = fc.integer({ min: -600, max: 600 });
  const sessions = fc.array(
    fc.record({ from: moments, length: fc.integer({ min: 1, max: 120 }) }).map(({ from, length }) => ({
      startsAt: at(from * minute),
      endsAt: at((from + length) * minute),
    })),
  );
  const rank = { running: 0, upcoming: 1, over: 2 };
  fc.assert(
    fc.property(sessions, (all) => {
      const before = [...all];
      const ordered = inDayOrder(all, at(0));
      expect(all).toEqual(before);
      expect(
        ordered.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.endsAt.localeCompare(b.endsAt)),
      ).toEqual(all.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.endsAt.localeCompare(b.endsAt)));
      for (const [index, later] of ordered.slice(1).entries()) {
        const earlier = ordered[index]!;
        const [a, b] = [rank[phaseOf(earlier, at(0))], rank[phaseOf(later, at(0))]];
        expect(a < b || (a === b && earlier.startsAt <= later.startsAt)).toBe(true);
      }
    }),
  );
});
