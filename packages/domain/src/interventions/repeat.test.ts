import * as fc from "fast-check";
import { expect, test } from "vitest";

import { daysOf } from "../sessions/occurrences.ts";
import { isRecurrence } from "./recurrence.ts";
import { nths, readRepeat, type Repeat, writeRepeat } from "./repeat.ts";

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

const repeat: fc.Arbitrary<Repeat> = fc.oneof(
  fc.constant<Repeat>({ kind: "daily" }),
  fc.record({
    kind: fc.constant("weekly" as const),
    every: fc.constantFrom(1 as const, 2 as const),
    days: fc.subarray([...weekdays]),
  }),
  fc.record({
    kind: fc.constant("monthly" as const),
    nth: fc.constantFrom(...nths),
    day: fc.constantFrom(...weekdays),
  }),
  fc.record({ kind: fc.constant("dated" as const), date: fc.integer({ min: 1, max: 31 }) }),
);

test("what a form says is a rule, and the rule says the same again", () => {
  fc.assert(
    fc.property(repeat, (one) => {
      const rule = writeRepeat(one);
      expect(isRecurrence(rule)).toBe(true);
      expect(readRepeat(rule)).toEqual(one);
    }),
  );
});

test.each([
  ["FREQ=MONTHLY;BYDAY=+2TU", { kind: "monthly", nth: 2, day: "TU" }],
  ["FREQ=MONTHLY;BYDAY=5MO", { kind: "rule", rule: "FREQ=MONTHLY;BYDAY=5MO" }],
  ["FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", { kind: "rule", rule: "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO" }],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", { kind: "rule", rule: "FREQ=MONTHLY;BYMONTHDAY=-1" }],
] as const)("%s is read for what it is", (rule, expected) => {
  expect(readRepeat(rule)).toEqual(expected);
});

test("the first Monday and the last Friday of a month are where a calendar has them", () => {
  const range = { startsOn: "2026-09-01", endsOn: "2026-12-31" };
  const of = (one: Repeat): readonly string[] => daysOf({ recurrence: writeRepeat(one), ...range });
  expect(of({ kind: "monthly", nth: 1, day: "MO" })).toEqual(["2026-09-07", "2026-10-05", "2026-11-02", "2026-12-07"]);
  expect(of({ kind: "monthly", nth: -1, day: "FR" })).toEqual(["2026-09-25", "2026-10-30", "2026-11-27", "2026-12-25"]);
  expect(of({ kind: "dated", date: 31 })).toEqual(["2026-10-31", "2026-12-31"]);
});
