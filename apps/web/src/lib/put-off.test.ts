import { addDays, type Day } from "@handrail/domain/kernel/time";
import { expect, test } from "vitest";

import { putOffChoices } from "./put-off.ts";

test.each([
  ["2026-11-28", "Saturday", ["Tomorrow 2026-11-29", "Monday 2026-11-30", "In a week 2026-12-05"]],
  ["2026-11-29", "Sunday", ["Tomorrow 2026-11-30", "In a week 2026-12-06"]],
  ["2026-11-30", "Monday", ["Tomorrow 2026-12-01", "Monday 2026-12-07"]],
  ["2026-12-01", "Tuesday", ["Tomorrow 2026-12-02", "Monday 2026-12-07", "In a week 2026-12-08"]],
])("on %s, a %s, each day is offered once", (today, _, choices) => {
  expect(putOffChoices(today).map(({ label, until }) => `${label} ${until}`)).toEqual(choices);
});

test("every choice lies ahead, on any day of a year", () => {
  const days = Array.from({ length: 366 }, (_, index): Day => addDays("2028-01-01", index));
  for (const today of days) for (const { until } of putOffChoices(today)) expect(until > today).toBe(true);
});
