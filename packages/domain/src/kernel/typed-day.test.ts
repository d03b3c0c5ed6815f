import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "./time.ts";
import { dayTyped } from "./typed-day.ts";

// A Monday.
const today = "2026-11-30";

describe("a typed day", () => {
  test.each([
    ["today", "2026-11-30"],
    ["yesterday", "2026-11-29"],
    ["tomorrow", "2026-12-01"],
    ["Tomorrow ", "2026-12-01"],
    ["3d", "2026-12-03"],
    ["3 days", "2026-12-03"],
    ["in 2 weeks", "2026-12-14"],
    ["1m", "2026-12-30"],
    ["25m", "2028-12-30"],
    ["999d", "2029-08-25"],
    ["fri", "2026-12-04"],
    ["Friday", "2026-12-04"],
    ["mon", "2026-12-07"],
    ["24 nov", "2026-11-24"],
    ["nov 24", "2026-11-24"],
    ["24november", "2026-11-24"],
    ["24 nov 2027", "2027-11-24"],
    ["24/11", "2026-11-24"],
    ["24.11.", "2026-11-24"],
    ["1 mar", "2027-03-01"],
    ["29 feb", "2028-02-29"],
    ["5 december 2026", "2026-12-05"],
    ["5th of December, 2026", "2026-12-05"],
    ["December 5, 2026", "2026-12-05"],
    ["05/12/2026", "2026-12-05"],
    ["5.12.26", "2026-12-05"],
    ["12.12.2026", "2026-12-12"],
    ["12/25/2026", "2026-12-25"],
    ["2026-12-05", "2026-12-05"],
    ["2099-01-01", "2099-01-01"],
  ])("%j is %s", (typed, day) => expect(dayTyped(typed, { today })).toBe(day));

  test.each(["", "0d", "soon", "2y", "31 feb", "32 nov", "24/13", "13/13", "fr", "2026-02-30", "-3d", "3.5d", "1d2w"])(
    "%j means no day",
    (typed) => expect(dayTyped(typed, { today })).toBeNull(),
  );
  test.each(["5", "20261205", "5 december 126", "1/2/3/4", "5 dec jan", "👍"])("%j means no day", (typed) =>
    expect(dayTyped(typed, { today })).toBeNull(),
  );

  test("the order of day and month is the school's", () => {
    expect(dayTyped("05/12/2026", { today, order: "month-first" })).toBe("2026-05-12");
    expect(dayTyped("25/12/2026", { today, order: "month-first" })).toBe("2026-12-25");
  });

  test("a month after the end of January is the end of February", () => {
    expect(dayTyped("1m", { today: "2027-01-31" })).toBe("2027-02-28");
    expect(dayTyped("1m", { today: "2028-01-31" })).toBe("2028-02-29");
  });

  test("without a year it is the nearest such day, over New Year too", () => {
    expect(dayTyped("31 dec", { today: "2027-01-02" })).toBe("2026-12-31");
    expect(dayTyped("2 jan", { today: "2026-12-31" })).toBe("2027-01-02");
  });

  test("a weekday is that weekday, within seven days", () => {
    const days = fc
      .date({ min: new Date("2020-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 6 }), (day, index) => {
        const answer = dayTyped(["sun", "mon", "tue", "wed", "thu", "fri", "sat"][index] ?? "", { today: day }) ?? "";
        expect(new Date(answer).getUTCDay()).toBe(index);
        expect(answer > day && answer <= addDays(day, 7)).toBe(true);
      }),
    );
  });

  test("whatever is typed, the answer is a day or none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: "grapheme" }), (typed) => {
        expect(dayTyped(typed, { today }) ?? "2026-01-01").toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});
