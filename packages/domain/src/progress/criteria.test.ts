import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { compares, criterionWords, findingOf, type CriterionFacts } from "./criteria.ts";
import { exitEvidence, speaksAgainst, speaksAnew, stillStands, type ExitFacts } from "./evidence.ts";
import type { CriterionFields, CriterionRow } from "./exit-schema.ts";
import type { Point } from "./line.ts";
import { defaultSettings } from "./rules.ts";

const start = "2026-09-07";
const day = (days: number) => addDays(start, days);
const weekly = (...values: readonly number[]): Point[] => values.map((value, week) => ({ on: day(week * 7), value }));

const criterion = (more: Partial<CriterionFields> = {}): CriterionFields => ({
  thresholdType: "progress",
  metric: "",
  comparator: "gte",
  targetValue: 50,
  window: 3,
  windowUnit: "points",
  ...more,
});

const facts = (own: readonly Point[], more: Partial<CriterionFacts> = {}): CriterionFacts => ({
  points: new Map([["", own]]),
  marked: [],
  today: day(100),
  ...more,
});

const marked = (...attended: readonly boolean[]) =>
  attended.map((isAttended, index) => ({ on: day(index * 2), isAttended }));

describe("a criterion on points", () => {
  test.each([
    ["all of the window reach it", [10, 50, 55, 51], { isMet: true, value: 50 }],
    ["one does not", [60, 60, 49, 60], { isMet: false, value: 49 }],
    ["an early miss is outside of the window", [1, 50, 50, 50], { isMet: true, value: 50 }],
    ["the window is not filled", [90, 90], { isMet: false, value: null }],
  ])("%s", (_, values, finding) => {
    expect(findingOf(criterion(), facts(weekly(...values)))).toMatchObject(finding);
  });

  test("lower is better is the other comparator, and its worst value is the highest", () => {
    const falling = criterion({ comparator: "lte", targetValue: 2 });
    expect(findingOf(falling, facts(weekly(9, 2, 1, 2)))).toMatchObject({ isMet: true, value: 2 });
    expect(findingOf(falling, facts(weekly(9, 2, 3, 2)))).toMatchObject({ isMet: false, value: 3 });
  });

  test("over days it needs three, and older ones do not count", () => {
    const fortnight = criterion({ window: 14, windowUnit: "days" });
    const points = [0, 87, 93, 100].map((days) => ({ on: day(days), value: days === 0 ? 1 : 50 }));
    expect(findingOf(fortnight, facts(points)).used).toHaveLength(3);
    expect(findingOf(fortnight, facts(points)).isMet).toBe(true);
    expect(findingOf(fortnight, facts(points.slice(0, 3)))).toMatchObject({ isMet: false, value: null });
  });

  test("of another measure looks at that measure alone", () => {
    const own = criterion({ thresholdType: "custom_metric", metric: "Errors", comparator: "lt", targetValue: 3 });
    const points = new Map([
      ["", weekly(0, 0, 0)],
      ["Errors", weekly(9, 2, 2, 1)],
    ]);
    expect(findingOf(own, facts([], { points }))).toMatchObject({ isMet: true, value: 2 });
  });
});

describe("a criterion on attendance", () => {
  const ninety = criterion({ thresholdType: "attendance", targetValue: 75, window: 4, windowUnit: "sessions" });

  test("is the share of the last sessions marked", () => {
    expect(findingOf(ninety, facts([], { marked: marked(false, true, true, false, true) }))).toMatchObject({
      isMet: true,
      value: 75,
    });
    expect(findingOf(ninety, facts([], { marked: marked(true, true, false, false, true) }))).toMatchObject({
      isMet: false,
      value: 50,
    });
    expect(findingOf(ninety, facts([], { marked: marked(true, true, true) }))).toMatchObject({ value: null });
  });
});

test("29 of 100 sessions are 29 per cent", () => {
  const exactly = criterion({ thresholdType: "attendance", targetValue: 29, window: 100, windowUnit: "sessions" });
  const hundred = marked(...Array.from({ length: 100 }, (_, index) => index < 29));
  expect(findingOf(exactly, facts([], { marked: hundred }))).toMatchObject({ isMet: true, value: 29 });
});

test("the comparators mirror each other", () => {
  const figures = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(figures, figures, (value, targetValue) => {
      expect(compares(value, { comparator: "gte", targetValue })).toBe(
        !compares(value, { comparator: "lt", targetValue }),
      );
      expect(compares(value, { comparator: "lte", targetValue })).toBe(
        !compares(value, { comparator: "gt", targetValue }),
      );
      expect(compares(-value, { comparator: "lte", targetValue: -targetValue })).toBe(
        compares(value, { comparator: "gte", targetValue }),
      );
    }),
  );
});

test("a window of points agrees with counting from the end, whatever the order they come in", () => {
  const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 12 }), (some, window) => {
      const points = weekly(...some);
      const finding = findingOf(criterion({ window }), facts(points.toReversed()));
      let slow = some.length >= window;
      for (let back = 1; back <= window && slow; back += 1) slow = (some[some.length - back] ?? 0) >= 50;
      expect(finding.isMet).toBe(slow);
    }),
  );
});

test.each([
  [criterion(), "words", "Words at least 50 in all of the last 3 points"],
  [criterion({ window: 1 }), "", "Value at least 50 in all of the last point"],
  [
    criterion({ thresholdType: "attendance", targetValue: 90, window: 10, windowUnit: "sessions" }),
    "",
    "Attended at least 90 % over the last 10 sessions",
  ],
  [
    criterion({ thresholdType: "custom_metric", metric: "Errors", comparator: "lt", targetValue: 2.5 }),
    "",
    "Errors less than 2.5 in all of the last 3 points",
  ],
])("a criterion reads as words: %#", (one, unit, words) => {
  expect(criterionWords(one, unit)).toBe(words);
});

const row = (id: string, more: Partial<CriterionFields> = {}): CriterionRow => ({ id, version: 1, ...criterion(more) });

const exitFacts = (values: readonly number[], more: Partial<ExitFacts> = {}): ExitFacts => ({
  ...facts(weekly(...values)),
  criteria: [row("a")],
  unit: "words",
  dosage: { plannedSessions: 10, entered: 10, attended: 10, plannedMinutes: 300, receivedMinutes: 300 },
  verdict: null,
  goal: null,
  rule: defaultSettings,
  versions: { intervention: 1, program: 1, enrollment: 1 },
  ...more,
});

describe("the evidence for an exit", () => {
  const verdict = { strength: "early", sentence: "", perWeek: null };
  test.each([
    [null, false],
    [{ ...verdict, outcome: "exit", finding: "reached" }, false],
    [{ ...verdict, outcome: "modify", finding: "above" }, false],
    [{ ...verdict, outcome: "insufficient_data", finding: "too_few" }, false],
    [{ ...verdict, outcome: "modify", finding: "below" }, true],
    [{ ...verdict, outcome: "maintain", finding: "around" }, true],
    // As earlier releases wrote it down.
    [{ ...verdict, outcome: "intensify" }, true],
  ] as const)("is spoken against by the verdict %j: %s", (...[found, expected]) => {
    expect(speaksAgainst({ verdict: found })).toBe(expected);
  });

  test("needs a criterion, and all of them", () => {
    expect(exitEvidence(exitFacts([60, 60, 60], { criteria: [] }))).toBeNull();
    expect(exitEvidence(exitFacts([60, 60, 60]))).toMatchObject({ criteria: [{ id: "a", value: 60 }] });
    const two = [row("a"), row("b", { targetValue: 61 })];
    expect(exitEvidence(exitFacts([60, 60, 60], { criteria: two }))).toBeNull();
    expect(exitEvidence(exitFacts([61, 62, 63], { criteria: two }))?.criteria).toHaveLength(2);
  });

  test("stands while what it rests on stands", () => {
    const before = exitEvidence(exitFacts([10, 60, 60, 60]));
    if (before === null) throw new Error("It is met.");
    const later = (values: readonly number[], more: Partial<ExitFacts> = {}) => {
      const now = exitFacts(values, more);
      return stillStands(before, exitEvidence(now), now);
    };
    expect(later([10, 60, 60, 60])).toBe(true);
    expect(later([10, 60, 60, 60, 75])).toBe(true);
    expect(later([10, 60, 60, 60, 20])).toBe(false);
    // Corrected, and still above: it rested on another value.
    expect(later([10, 60, 61, 60])).toBe(false);
    expect(later([10, 60, 60, 60], { criteria: [{ ...row("a"), version: 2 }] })).toBe(false);
    const dosage = { plannedSessions: 10, entered: 10, attended: 5, plannedMinutes: 300, receivedMinutes: 150 };
    expect(later([10, 60, 60, 60], { dosage })).toBe(false);
  });

  test("speaks anew after a decline only by what came since, or by other criteria", () => {
    const evidence = exitEvidence(exitFacts([60, 60, 60]));
    if (evidence === null) throw new Error("It is met.");
    const declined = { evidence, on: day(14) };
    const after = (values: readonly number[], more: Partial<ExitFacts> = {}) => {
      const now = exitEvidence(exitFacts(values, more));
      return now !== null && speaksAnew(now, declined);
    };
    expect(after([60, 60, 60, 60])).toBe(false);
    expect(after([60, 60, 60, 60, 60])).toBe(false);
    expect(after([60, 60, 60, 60, 60, 60])).toBe(true);
    expect(after([60, 60, 60], { criteria: [row("b", { targetValue: 55 })] })).toBe(true);
  });
});
