import fc from "fast-check";
import { rrulestr } from "rrule";
import { expect, inject, test } from "vitest";

import { isRecurrence } from "../interventions/recurrence.ts";
import { addDays } from "../kernel/time.ts";
import { daysOf } from "./occurrences.ts";

const scale = inject("scale");

const term = { startsOn: "2026-09-01", endsOn: "2026-09-30" };

test.each([
  ["FREQ=DAILY", 30],
  ["FREQ=DAILY;INTERVAL=7", 5],
  ["FREQ=WEEKLY", 5],
  ["FREQ=WEEKLY;BYDAY=MO,WE,FR", 13],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU", 5],
  ["FREQ=MONTHLY;BYDAY=1MO", 1],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", 1],
])("%s comes %i times in a September that begins on a Tuesday", (recurrence, count) => {
  expect(daysOf({ recurrence, ...term })).toHaveLength(count);
});

test("every other week is counted from the week of the first day", () => {
  expect(daysOf({ recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU", ...term })).toEqual([
    "2026-09-01",
    "2026-09-14",
    "2026-09-15",
    "2026-09-28",
    "2026-09-29",
  ]);
});

test("a pattern that ends before it begins has no days, and none is longer than two years", () => {
  expect(daysOf({ recurrence: "FREQ=DAILY", startsOn: "2026-09-02", endsOn: "2026-09-01" })).toEqual([]);
  expect(daysOf({ recurrence: "FREQ=DAILY", startsOn: "2026-01-01", endsOn: "2199-12-31" })).toHaveLength(732);
});

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 5 });
const interval = fc.integer({ min: 1, max: 5 }).map((every) => (every === 1 ? "" : `;INTERVAL=${every}`));
const nth = fc.tuple(fc.constantFrom("1", "2", "3", "4", "-1", "-2"), weekday).map(([place, day]) => `${place}${day}`);
const date = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -5, max: -1 }));
const rules = fc.oneof(
  interval.map((every) => `FREQ=DAILY${every}`),
  fc.tuple(interval, weekdays).map(([every, days]) => `FREQ=DAILY${every};BYDAY=${days.join(",")}`),
  interval.map((every) => `FREQ=WEEKLY${every}`),
  fc.tuple(interval, weekdays).map(([every, days]) => `FREQ=WEEKLY${every};BYDAY=${days.join(",")}`),
  interval.map((every) => `FREQ=MONTHLY${every}`),
  fc
    .tuple(interval, fc.uniqueArray(nth, { minLength: 1, maxLength: 3 }))
    .map(([every, days]) => `FREQ=MONTHLY${every};BYDAY=${days.join(",")}`),
  fc
    .tuple(interval, fc.uniqueArray(date, { minLength: 1, maxLength: 3 }))
    .map(([every, dates]) => `FREQ=MONTHLY${every};BYMONTHDAY=${dates.join(",")}`),
  fc.tuple(weekdays, date).map(([days, at]) => `FREQ=MONTHLY;BYDAY=${days.join(",")};BYMONTHDAY=${at}`),
);
const firstDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays("2024-01-01", days));

test("the same days as the reference of RFC 5545", { timeout: 60_000 * scale }, () => {
  fc.assert(
    fc.property(rules, firstDay, fc.integer({ min: 0, max: 500 }), (recurrence, startsOn, length) => {
      expect(isRecurrence(recurrence)).toBe(true);
      const endsOn = addDays(startsOn, length);
      const start = `DTSTART:${startsOn.replaceAll("-", "")}T000000Z`;
      const until = `${endsOn.replaceAll("-", "")}T000000Z`;
      const reference = rrulestr(`${start}\nRRULE:${recurrence};UNTIL=${until}`).all();
      expect(daysOf({ recurrence, startsOn, endsOn })).toEqual(reference.map((at) => at.toISOString().slice(0, 10)));
    }),
    { numRuns: 2_000 * scale },
  );
});
