import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { isDelivered, shareReceived, type Dosage } from "./dosage.ts";
import type { Point } from "./line.ts";
import { defaultSettings } from "./rules.ts";
import { verdictOf, type ProgressFacts } from "./verdict.ts";

const start = "2026-09-07";
const weekly = (...values: readonly number[]): Point[] =>
  values.map((value, index) => ({ on: addDays(start, index * 7), value }));

const full: Dosage = { plannedSessions: 20, entered: 20, attended: 19, plannedMinutes: 600, receivedMinutes: 570 };
const thin: Dosage = { ...full, attended: 12, receivedMinutes: 360 };

const facts = (values: readonly number[], more: Partial<ProgressFacts> = {}): ProgressFacts => ({
  goal: { baseline: 20, startsOn: start, target: 50, targetOn: addDays(start, 70), higherIsBetter: true },
  points: weekly(...values),
  phases: [],
  dosage: full,
  settings: defaultSettings,
  today: addDays(start, 49),
  ...more,
});

describe("the verdict", () => {
  test.each([
    ["rising too slowly", [20, 21, 21, 22, 23], "modify", "early"],
    ["falling", [22, 20, 19, 18, 16], "intensify", "early"],
    ["ahead", [20, 25, 30, 34, 38], "modify", "early"],
    ["on its way", [20, 24, 25, 30, 31], "maintain", "early"],
    ["there", [20, 30, 50, 52, 51], "exit", "early"],
    ["begun", [20, 21], "insufficient_data", "none"],
    ["slow for long", [20, 20, 21, 21, 22, 22, 23, 23, 24, 24], "modify", "strong"],
  ])("of %s: %j is %s", (...[, values, outcome, strength]) => {
    expect(verdictOf(facts(values))).toMatchObject({ outcome, strength });
  });

  test("says in a sentence what it rests on", () => {
    const verdict = verdictOf(facts([20, 21, 21, 22, 23]));
    expect(verdict.sentence).toBe("The latest 4 points are below the aim line: review the plan. An early sign.");
    expect(verdict.used.map(({ value }) => value)).toEqual([21, 21, 22, 23]);
    expect(verdict.needed).toBeCloseTo(9, 10);
  });

  test("does not call a plan failed that was not delivered", () => {
    const verdict = verdictOf(facts([20, 21, 21, 22, 23], { dosage: thin }));
    expect(verdict).toMatchObject({ outcome: "maintain", finding: "below", isUndelivered: true });
    expect(verdict.sentence).toMatch(/^Only 60 % of the planned minutes were received/);
  });

  test("advises the exit whatever was delivered", () => {
    expect(verdictOf(facts([20, 30, 50, 52, 51], { dosage: thin })).outcome).toBe("exit");
  });

  test("counts from the last change of the plan", () => {
    const changed = { phases: [addDays(start, 21)] };
    expect(verdictOf(facts([20, 20, 20, 20, 20], changed))).toMatchObject({ outcome: "insufficient_data" });
    expect(verdictOf(facts([20, 20, 20, 20, 20], changed)).sentence).toBe(
      "The plan changed: 4 points since then are needed (2 of 4).",
    );
    expect(verdictOf(facts([20, 20, 20, 40, 42, 45, 47], changed))).toMatchObject({ finding: "above" });
  });

  test("finds the baseline by itself, and says how many points it waits for", () => {
    const goal = { ...facts([]).goal, baseline: null };
    expect(verdictOf(facts([18], { goal })).sentence).toBe("3 baseline points needed (1 of 3).");
    expect(verdictOf(facts([18, 22, 20, 20, 20, 20], { goal }))).toMatchObject({ baseline: 20, finding: "below" });
  });

  test("holds the trend against the aim line where the settings say so", () => {
    const settings = { ...defaultSettings, rule: "trend" as const };
    expect(verdictOf(facts([20, 23, 26, 29, 32], { settings })).outcome).toBe("maintain");
    expect(verdictOf(facts([30, 31, 32, 33, 34], { settings }))).toMatchObject({ finding: "below", outcome: "modify" });
  });

  test("is the same in the mirror, where lower is better", () => {
    const values = fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 14 });
    fc.assert(
      fc.property(values, fc.boolean(), (some, isTrend) => {
        const settings = { ...defaultSettings, rule: isTrend ? ("trend" as const) : ("four_point" as const) };
        const plain = verdictOf(facts(some, { settings }));
        const { goal } = facts([]);
        const mirrored = verdictOf(
          facts(
            some.map((value) => -value),
            {
              settings,
              goal: { ...goal, baseline: -20, target: -50, higherIsBetter: false },
            },
          ),
        );
        expect(mirrored.outcome).toBe(plain.outcome);
        expect(mirrored.sentence).toBe(plain.sentence);
      }),
    );
  });

  test("never judges on fewer points than the settings ask for", () => {
    const values = fc.array(fc.integer({ min: 0, max: 49 }), { maxLength: 3 });
    fc.assert(
      fc.property(values, (some) => {
        expect(verdictOf(facts(some)).outcome).toBe("insufficient_data");
      }),
    );
  });
});

describe("dosage", () => {
  test.each([
    [{ plannedMinutes: 600, receivedMinutes: 480 }, 0.8, true],
    [{ plannedMinutes: 600, receivedMinutes: 479 }, 479 / 600, false],
    [{ plannedMinutes: 0, receivedMinutes: 0 }, null, true],
    [{ plannedMinutes: 600, receivedMinutes: 660 }, 1.1, true],
  ])("of %j is %s, enough: %s", (minutes, share, isEnough) => {
    expect(shareReceived({ ...full, ...minutes })).toBe(share);
    expect(isDelivered({ ...full, ...minutes })).toBe(isEnough);
  });
});
