import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { followUpOf } from "./follow-up.ts";

// A Saturday.
const today = "2026-11-21";

describe("follow-up shortcuts", () => {
  test.each([
    ["tomorrow", "2026-11-22"],
    ["Tomorrow ", "2026-11-22"],
    ["3d", "2026-11-24"],
    ["3 days", "2026-11-24"],
    ["2w", "2026-12-05"],
    ["1 week", "2026-11-28"],
    ["1m", "2026-12-21"],
    ["3 months", "2027-02-21"],
    ["fri", "2026-11-27"],
    ["Friday", "2026-11-27"],
    ["sat", "2026-11-28"],
    ["24 nov", "2026-11-24"],
    ["nov 24", "2026-11-24"],
    ["24november", "2026-11-24"],
    ["21 nov", "2027-11-21"],
    ["1 mar", "2027-03-01"],
    ["29 feb", "2028-02-29"],
    ["24/11", "2026-11-24"],
    ["24.11.", "2026-11-24"],
    ["2026-12-05", "2026-12-05"],
  ])("%j is %s", (typed, day) => expect(followUpOf(typed, today)).toBe(day));

  test.each([
    "",
    "0d",
    "soon",
    "2y",
    "31 feb",
    "30 feb",
    "32 nov",
    "24/13",
    "fr",
    "2026-11-21",
    "2026-11-20",
    "2026-02-30",
    "2099-01-01",
    "999w",
    "-3d",
    "3.5d",
    "today",
  ])("%j means no day", (typed) => expect(followUpOf(typed, today)).toBeNull());

  test("a month after the end of January is the end of February", () => {
    expect(followUpOf("1m", "2027-01-31")).toBe("2027-02-28");
    expect(followUpOf("1m", "2028-01-31")).toBe("2028-02-29");
  });

  const days = fc
    .date({ min: new Date("2020-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test("whatever is typed, the answer lies after today or is none", () => {
    const words = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .tuple(fc.integer({ min: 0, max: 999 }), fc.constantFrom("d", "w", "m", " days", " nov", "/2"))
        .map((parts) => parts.join("")),
      fc.constantFrom("mon", "tuesday", "wed", "thur", "fri", "sat", "sunday", "tomorrow"),
    );
    fc.assert(
      fc.property(words, days, (typed, day) => {
        const answer = followUpOf(typed, day);
        expect(answer === null || (answer > day && /^\d{4}-\d{2}-\d{2}$/.test(answer))).toBe(true);
      }),
    );
  });

  test("a weekday is that weekday, within seven days", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 6 }), (day, index) => {
        const answer = followUpOf(["sun", "mon", "tue", "wed", "thu", "fri", "sat"][index] ?? "", day) ?? "";
        expect(new Date(answer).getUTCDay()).toBe(index);
        expect(answer <= addDays(day, 7)).toBe(true);
      }),
    );
  });
});
