import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { dayExample, followUpFault, followUpOf } from "./follow-up.ts";

const today = "2026-11-30";

describe("a typed follow-up", () => {
  test.each([
    ["tomorrow", "2026-12-01"],
    ["2w", "2026-12-14"],
    ["24m", "2028-11-30"],
    ["5 december 2026", "2026-12-05"],
    ["24 nov 2027", "2027-11-24"],
  ])("%j is %s", (typed, day) => {
    expect(followUpOf(typed, today)).toBe(day);
    expect(followUpFault(typed, today)).toBeNull();
  });

  test.each([
    ["soon", "Write a day after today: 2w, fri, 10 dec."],
    ["today", "Follow-up must be after today (2026-11-30)."],
    ["yesterday", "Follow-up must be after today (2026-11-30)."],
    ["24 nov", "Follow-up must be after today (2026-11-30). Write the year if you mean a later one."],
    ["24 nov 2026", "Follow-up must be after today (2026-11-30)."],
    ["25m", "A follow-up can be at most two years ahead, until 2028-12-01."],
    ["999d", "A follow-up can be at most two years ahead, until 2028-12-01."],
    ["2199-01-01", "A follow-up can be at most two years ahead, until 2028-12-01."],
  ])("%j is refused with the rule: %s", (typed, words) => {
    expect(followUpOf(typed, today)).toBeNull();
    expect(followUpFault(typed, today)).toBe(words);
  });

  test("the example of the hint lies ahead on every day of a year", () => {
    for (let step = 0; step < 366; step += 1) {
      const day = addDays("2027-12-01", step);
      expect(followUpOf(dayExample(day), day)).toBe(addDays(day, 10));
    }
  });
});
