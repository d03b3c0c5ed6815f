import fc from "fast-check";
import { expect, test } from "vitest";

import { counterDeltas, type Counted, type CounterDeltas } from "./counters.ts";
import { CaseStatus, RootCause, Urgency } from "./schema.ts";

const counted: fc.Arbitrary<Counted> = fc.record({
  studentId: fc.constantFrom("s1", "s2"),
  status: fc.constantFrom(...CaseStatus.options),
  urgency: fc.constantFrom(...Urgency.options),
  rootCause: fc.constantFrom(...RootCause.options),
  followUpDate: fc.constantFrom(null, "2026-11-01", "2026-12-01"),
  meetings: fc.nat({ max: 4 }),
  people: fc.uniqueArray(fc.constantFrom("p1", "p2", "p3"), { minLength: 1 }),
});

const amounts = new Set(["cases", "meetings", "active", "improving"]);
type Sums = Map<string, number>;

const add = (sums: Sums, deltas: CounterDeltas): Sums => {
  for (const [table, rows] of Object.entries(deltas))
    for (const row of rows as Record<string, unknown>[]) {
      const key = JSON.stringify([table, Object.entries(row).filter(([name]) => !amounts.has(name))]);
      for (const [name, value] of Object.entries(row))
        if (amounts.has(name)) sums.set(`${key} ${name}`, (sums.get(`${key} ${name}`) ?? 0) + Number(value));
    }
  for (const [key, value] of sums) if (value === 0) sums.delete(key);
  return sums;
};

test("kept step by step, the counters are what counting again would give", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), fc.option(counted)), { maxLength: 30 }), (steps) => {
      const kept: Sums = new Map();
      const cases = new Map<number, Counted>();
      for (const [id, next] of steps) {
        add(kept, counterDeltas(cases.get(id) ?? null, next));
        if (next === null) cases.delete(id);
        else cases.set(id, next);
        for (const value of kept.values()) expect(value).toBeGreaterThan(0);
      }
      const again: Sums = new Map();
      for (const one of cases.values()) add(again, counterDeltas(null, one));
      expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(again));
    }),
  );
});

test("what does not change is not written", () => {
  const one: Counted = {
    studentId: "s1",
    status: "open",
    urgency: "low",
    rootCause: "family",
    followUpDate: "2026-12-01",
    meetings: 1,
    people: ["p1"],
  };
  expect(counterDeltas(one, one)).toEqual({ byKind: [], byDay: [], byStudent: [] });
  expect(counterDeltas(one, { ...one, followUpDate: null })).toEqual({
    byKind: [],
    byDay: [
      { personId: null, day: "2026-12-01", cases: -1 },
      { personId: "p1", day: "2026-12-01", cases: -1 },
    ],
    byStudent: [],
  });
});
