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
    expect(verdict.sentence).toBe(
      "The latest 4 points are below the aim line, and the trend is slower than the aim: review the plan. A point within 0.2 of the line counts as on it. An early sign.",
    );
    expect(verdict.used.map(({ value }) => value)).toEqual([21, 21, 22, 23]);
    expect(verdict.needed).toBeCloseTo(9, 10);
  });

  test("does not call a plan failed that was not delivered", () => {
    const verdict = verdictOf(facts([20, 21, 21, 22, 23], { dosage: thin }));
    expect(verdict).toMatchObject({ outcome: "maintain", finding: "below", isUndelivered: true });
    expect(verdict.sentence).toMatch(/^Only 60 % of the planned minutes were received/);
  });

  test("never says that 80 % is less than 80 %", () => {
    const just = { ...full, plannedMinutes: 1260, receivedMinutes: 1007 };
    expect(verdictOf(facts([20, 21, 21, 22, 23], { dosage: just })).sentence).toBe(
      "Only 79.9 % of the planned minutes were received, less than 80 %: hold the planned sessions before judging the plan.",
    );
    const enough = { ...just, receivedMinutes: 1008 };
    expect(verdictOf(facts([20, 21, 21, 22, 23], { dosage: enough })).isUndelivered).toBe(false);
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
    // Changed after the last point: what was measured before says nothing of the new plan.
    expect(verdictOf(facts([20, 20, 20, 20, 20], { phases: [addDays(start, 40)] })).sentence).toBe(
      "The plan changed: 4 points since then are needed (0 of 4).",
    );
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

  // The points of a term end 0.2, 0.4, 2.7 and 0.9 below an aim of about 70 that rises by 3 a week; so does the trend.
  const nearly = [40, 43.5, 45.2, 49.4, 51.7, 55.6, 57.3, 60.8, 63.6, 64.3, 69.1];
  const reading: ProgressFacts["goal"] = {
    baseline: 40,
    startsOn: start,
    target: 94,
    targetOn: addDays(start, 18 * 7),
    higherIsBetter: true,
    unit: "words",
  };
  const falling = { ...reading, baseline: -40, target: -94, higherIsBetter: false };
  const down = (values: readonly number[]): number[] => values.map((value) => -value);

  test.each([
    ["rising", nearly, reading],
    ["falling", down(nearly), falling],
  ])("does not cry wolf over points just beside the line: %s", (_, values, goal) => {
    const verdict = verdictOf(facts(values, { goal }));
    const distances = values.slice(-4).map((value, index) => Math.abs(value) - (40 + 3 * (index + 7)));
    expect(distances.map((distance) => Math.round(distance * 10) / 10)).toEqual([-0.2, -0.4, -2.7, -0.9]);
    expect(verdict).toMatchObject({ outcome: "maintain", finding: "around" });
    expect(verdict.sentence).toMatch(
      /^The latest 4 points are around the aim line, and the trend is as fast as the aim: keep the plan\. A point within \d+(\.\d)? words of the line counts as on it\./,
    );
  });

  test.each([
    ["rising", nearly, reading, "below the aim line, "],
    ["falling", down(nearly), falling, "above the aim line, where lower is better, "],
  ])("by the strict rule asks for a review, and says what speaks against it: %s", (...[, values, goal, where]) => {
    const settings = { ...defaultSettings, band: "none" as const };
    const verdict = verdictOf(facts(values, { goal, settings }));
    expect(verdict).toMatchObject({ outcome: "modify", finding: "below", strength: "early" });
    expect(verdict.sentence).toBe(
      `The latest 4 points are ${where}but the trend is as fast as the aim: review the plan. An early sign.`,
    );
  });

  // Flat at 40 for six weeks under an aim of 3 a week, then, by another plan, 5 a week.
  const caughtUp = [40, 40.5, 39.6, 40.2, 40.4, 39.8, 44.8, 50.1, 54.9, 60.2];
  const change = [addDays(start, 6 * 7)];
  test.each([
    ["rising", caughtUp, reading],
    ["falling", down(caughtUp), falling],
  ])("does not ask for another change of a plan that works since the last one: %s", (_, values, goal) => {
    const verdict = verdictOf(facts(values, { goal, phases: change }));
    expect(verdict.aim?.through.on).toBe(change[0]);
    expect(verdict.finding).toBe("above");
    expect(verdict.sentence).not.toContain("review the plan");
    const first = { ...defaultSettings, afterChange: "first_aim" as const };
    const held = verdictOf(facts(values, { goal, phases: change, settings: first }));
    expect(held).toMatchObject({ outcome: "maintain", finding: "below", strength: "early" });
    expect(held.sentence).toContain("but the trend is faster than the aim: keep the plan");
  });

  test("by the trend says where the points lie", () => {
    const settings = { ...defaultSettings, rule: "trend" as const };
    expect(verdictOf(facts([30, 31, 32, 33, 34], { settings })).sentence).toMatch(
      /^The trend is slower than the aim, (and|but) the latest 4 points are (below|around|above) the aim line: /,
    );
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
        expect(mirrored.strength).toBe(plain.strength);
        expect(mirrored.finding).toBe(plain.finding);
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
