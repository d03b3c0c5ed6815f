import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { httpStatus, Situation } from "./errors.ts";
import { SessionId } from "./ids.ts";
import { filledText, text } from "./text.ts";
import { addDays, Day, dayIn, Instant, minutesBetween } from "./time.ts";
import { all, allow, refuse } from "./verdict.ts";

describe("time", () => {
  test.each([
    ["Europe/London", "2026-03-29T00:59:59.999Z", "2026-03-29"],
    ["Europe/London", "2026-07-01T23:00:00.000Z", "2026-07-02"],
    ["Pacific/Kiritimati", "2026-11-20T10:00:00.000Z", "2026-11-21"],
    ["America/Los_Angeles", "2026-11-21T07:59:00.000Z", "2026-11-20"],
  ])("in %s, %s lies on %s", (zone, moment, day) => {
    expect(dayIn(zone, moment)).toBe(day);
  });

  test("adding days and taking them away comes back, and one day later is the next on the calendar", () => {
    const days = fc
      .date({ min: new Date("1901-01-01"), max: new Date("2198-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.integer({ min: -300, max: 300 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect(Date.parse(addDays(day, 1)) - Date.parse(day)).toBe(86_400_000);
      }),
    );
  });

  test.each([
    [59_999, 0],
    [60_000, 1],
    [-1, -1],
    [-60_000, -1],
  ])("%s ms are %s whole minutes", (milliseconds, minutes) => {
    const from = Date.parse("2026-11-21T09:00:00.000Z");
    expect(minutesBetween(new Date(from).toISOString(), new Date(from + milliseconds).toISOString())).toBe(minutes);
  });

  test.each(["2026-02-30", "2026-13-01", "26-01-01", "1899-12-31", "2200-01-01", "2026-01-01T00:00:00Z", ""])(
    "%j is not a day",
    (value) => expect(Day.safeParse(value).success).toBe(false),
  );
  test.each(["2026-11-21T09:00:00+01:00", "2026-11-21 09:00:00", "2026-11-21T25:00:00Z", "yesterday"])(
    "%j is not a moment in UTC",
    (value) => expect(Instant.safeParse(value).success).toBe(false),
  );
});

describe("text", () => {
  test.each([
    ["a\u0000b", "NUL"],
    ["a\ud800b", "a lone surrogate"],
    ["x".repeat(11), "too long"],
  ])("%j is refused: %s", (value) => expect(text(10).safeParse(value).success).toBe(false));

  test("what passes is well formed, short enough and trimmed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (value) => {
        const parsed = text(10).safeParse(value);
        // Counted as people count: one for each code point.
        const isGood =
          Array.from(value.trim().normalize("NFC")).length <= 10 && value.isWellFormed() && !value.includes("\u0000");
        expect(parsed).toMatchObject(
          isGood ? { success: true, data: value.trim().normalize("NFC") } : { success: false },
        );
      }),
    );
    expect(filledText(10).safeParse("  ").success).toBe(false);
    expect(text(10).parse("  ")).toBe("");
  });
});

test("the first refusal is the one told", () => {
  const first = refuse("NOT_FOUND", "There is nothing.");
  expect(all(allow, first, refuse("BUSY", "Later."))).toBe(first);
  expect(all(allow, allow)).toBe(allow);
  expect(all()).toBe(allow);
});

test("every situation has a status", () => {
  for (const situation of Situation.options) expect(httpStatus[situation]).toBeGreaterThanOrEqual(400);
  expect(Object.keys(httpStatus)).toHaveLength(Situation.options.length);
});

test("an id is a UUID and nothing else", () => {
  const good = "0199a000-0000-7000-8000-000000000001";
  expect(z.parse(SessionId, good)).toBe(good);
  for (const bad of ["", "1", `${good} `, `{${good}}`, good.replaceAll("-", ""), "'; drop table users; --"])
    expect(SessionId.safeParse(bad).success).toBe(false);
});
