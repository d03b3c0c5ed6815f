import { describe, expect, test } from "vitest";

import { recapSentence } from "./recap.ts";
import {
  canBeFollowUp,
  canBeMeetingDate,
  canEditEntry,
  canOpenBeside,
  canUndoEntry,
  canWithdrawEntry,
  isRecurring,
  isWithoutImprovement,
  overdueDays,
  overdueWords,
} from "./rules.ts";
import { CaseStatus } from "./schema.ts";

const today = "2026-11-21";

describe("dates", () => {
  test.each([
    ["2026-11-20", true],
    ["2026-11-21", true],
    ["2026-11-22", false],
    ["2016-12-01", true],
    ["1900-01-01", false],
  ])("a meeting on %s: %s", (day, allowed) => expect(canBeMeetingDate(day, today).allowed).toBe(allowed));

  test.each([
    [undefined, null, true],
    [null, "2026-11-01", true],
    ["2026-11-22", null, true],
    ["2026-11-21", null, false],
    ["2026-11-20", null, false],
    // Untouched, it may have passed.
    ["2026-11-01", "2026-11-01", true],
    ["2026-11-02", "2026-11-01", false],
    ["2028-11-21", null, true],
    ["2199-01-01", null, false],
    ["2199-01-01", "2199-01-01", true],
  ])("a follow-up on %s where %s stands: %s", (wanted, current, allowed) => {
    const verdict = canBeFollowUp(wanted, current, today);
    expect(verdict.allowed).toBe(allowed);
    if (!verdict.allowed)
      expect(verdict.refusal.message).toMatch(
        /^Follow-up must be after today \(2026-11-21\)\.|at most two years ahead/,
      );
  });
});

test.each(CaseStatus.options)(
  "a case that is %s keeps a second one of its cause away: unless it is closed",
  (status) => {
    expect(canOpenBeside({ id: "a", status }, "family").allowed).toBe(status === "closed");
    expect(canOpenBeside(undefined, "family").allowed).toBe(true);
  },
);

describe("entries", () => {
  const entry = {
    createdBy: "author",
    createdAt: "2026-11-21T10:00:00.000Z",
    withdrawnAt: null,
    statusTo: null,
    isFollowed: false,
    isLatest: true,
  };
  const now = "2026-11-21T10:02:00.000Z";

  test("the author takes one back for two minutes, to the millisecond", () => {
    expect(canUndoEntry(entry, "author", now).allowed).toBe(true);
    expect(canUndoEntry(entry, "author", "2026-11-21T10:02:00.001Z")).toMatchObject({
      refusal: { situation: "UNDO_OVER" },
    });
  });

  test.each([
    [{}, "somebody", "NOT_ALLOWED"],
    [{ isFollowed: true }, "author", "ENTRY_FOLLOWED"],
    [{ isLatest: false }, "author", "ENTRY_FOLLOWED"],
    [{ withdrawnAt: now }, "author", "ALREADY_DECIDED"],
    [{ statusTo: "escalated" as const }, "author", "UNDO_OVER"],
  ])("not %j by %s: %s", (change, by, situation) =>
    expect(canUndoEntry({ ...entry, ...change }, by, now)).toMatchObject({ refusal: { situation } }),
  );

  test("is changed while nothing follows, and struck through once", () => {
    expect(canEditEntry(entry).allowed).toBe(true);
    expect(canEditEntry({ ...entry, isFollowed: true })).toMatchObject({ refusal: { situation: "ENTRY_FOLLOWED" } });
    expect(canEditEntry({ ...entry, withdrawnAt: now })).toMatchObject({ refusal: { situation: "ALREADY_DECIDED" } });
    expect(canWithdrawEntry({ withdrawnAt: null }).allowed).toBe(true);
    expect(canWithdrawEntry({ withdrawnAt: now }).allowed).toBe(false);
  });
});

test.each([
  [{ meetings: 1, active: 1, improving: 0 }, false, false],
  [{ meetings: 2, active: 1, improving: 0 }, true, true],
  [{ meetings: 2, active: 1, improving: 1 }, true, false],
  [{ meetings: 5, active: 0, improving: 0 }, true, false],
  [{ meetings: 3, active: 2, improving: 1 }, true, false],
])("%j: recurring %s, without improvement %s", (counts, recurring, without) => {
  expect(isRecurring(counts)).toBe(recurring);
  expect(isWithoutImprovement(counts, { activeSince: "2026-11-07", today })).toBe(without);
  // Too early to say.
  expect(isWithoutImprovement(counts, { activeSince: "2026-11-08", today })).toBe(false);
});

test.each([
  ["open", "2026-11-20", 1],
  ["escalated", "2026-11-15", 6],
  ["open", "2026-11-21", null],
  ["open", "2026-11-22", null],
  ["open", null, null],
  ["closed", "2026-11-01", null],
] as const)("%s with a follow-up on %s is overdue by %s", (status, followUpDate, days) =>
  expect(overdueDays({ status, followUpDate }, today)).toBe(days),
);

test("words of what was agreed and what is overdue", () => {
  expect(overdueWords(1)).toBe("Follow-up 1 day overdue");
  expect(overdueWords(6)).toBe("Follow-up 6 days overdue");
  const agreed = { student: "KESTREL-41", what: "a bus pass. ", owner: "Ms Okafor", dueOn: "2026-12-04", today };
  expect(recapSentence(agreed)).toBe("KESTREL-41 gets a bus pass from Ms Okafor by Fri 4 Dec.");
  expect(recapSentence({ ...agreed, dueOn: "2027-12-03" })).toContain("by Fri 3 Dec 2027.");
  expect(recapSentence({ ...agreed, dueOn: null })).toBe("KESTREL-41 gets a bus pass from Ms Okafor.");
  expect(recapSentence({ ...agreed, what: "a bus pass. . ", dueOn: null })).toBe(
    "KESTREL-41 gets a bus pass from Ms Okafor.",
  );
});
