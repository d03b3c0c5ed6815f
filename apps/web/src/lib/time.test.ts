import { afterEach, expect, test, vi } from "vitest";

import { clockTime, fromNow, greeting, hourIn, longAgo, longDay, moment, shortDay, span, zoneNote } from "./time.ts";

const london = "Europe/London";

test("times are the school's, in winter and in summer", () => {
  expect(clockTime(london, "2026-11-21T09:55:00.000Z")).toBe("09:55");
  expect(clockTime(london, "2026-07-01T09:55:00.000Z")).toBe("10:55");
  expect(clockTime(london, "2026-11-21T00:05:00.000Z")).toBe("00:05");
  expect(hourIn(london, "2026-11-21T09:30:00.000Z")).toBe(9.5);
});

test("days carry their weekday, and no zone moves them", () => {
  expect(shortDay("2026-11-21", "2026-12-01")).toBe("Sat 21 Nov");
  expect(longDay("2026-01-01")).toBe("Thursday 1 January 2026");
});

test("a day outside this school year shows its year", () => {
  expect(shortDay("2027-07-31", "2026-12-01")).toBe("Sat 31 Jul");
  expect(shortDay("2027-08-01", "2026-12-01")).toBe("Sun 1 Aug 2027");
  expect(shortDay("2026-07-31", "2026-12-01")).toBe("Fri 31 Jul 2026");
});

test("a moment of another day names the day", () => {
  const now = "2026-11-21T12:00:00.000Z";
  expect(moment(london, "2026-11-21T09:55:00.000Z", now)).toBe("09:55");
  expect(moment(london, "2026-11-20T23:30:00.000Z", now)).toBe("Fri 20 Nov, 23:30");
});

test("the zone is named only for those whose clock differs", () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(zoneNote(own, "2026-11-21T09:55:00.000Z")).toBe("");
  const far = clockTime(own, "2026-11-21T09:55:00.000Z") === clockTime("Asia/Kathmandu", "2026-11-21T09:55:00.000Z");
  if (!far) expect(zoneNote("Asia/Kathmandu", "2026-11-21T09:55:00.000Z")).not.toBe("");
});

test.each([
  [0, "0 min"],
  [59, "59 min"],
  [60, "1 h"],
  [125, "2 h 5 min"],
])("%i minutes are %s", (minutes, words) => {
  expect(span(minutes)).toBe(words);
});

test("relative times look both ways", () => {
  const now = "2026-11-21T09:49:00.000Z";
  expect(fromNow("2026-11-21T09:55:00.000Z", now)).toBe("in 6 min");
  expect(fromNow("2026-11-21T09:37:00.000Z", now)).toBe("12 min ago");
  expect(fromNow(now, now)).toBe("now");
});

test("what was long ago is told roughly", () => {
  const now = "2026-11-21T12:00:00.000Z";
  expect(longAgo(london, "2026-11-21T11:59:30.000Z", now)).toBe("just now");
  expect(longAgo(london, "2026-11-21T11:56:00.000Z", now)).toBe("4 min ago");
  expect(longAgo(london, "2026-11-21T08:10:00.000Z", now)).toBe("3 h ago");
  expect(longAgo(london, "2026-11-19T08:10:00.000Z", now)).toBe("Thu 19 Nov, 08:10");
});

test("the greeting follows the school's clock", () => {
  expect(greeting(london, "2026-11-21T11:59:00.000Z")).toBe("Good morning");
  expect(greeting(london, "2026-11-21T12:00:00.000Z")).toBe("Good afternoon");
  expect(greeting(london, "2026-11-21T18:00:00.000Z")).toBe("Good evening");
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("days are in our own order, whatever an engine prints", async () => {
  class AmericanFormat extends Intl.DateTimeFormat {
    constructor(_locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
      super("en-US", options);
    }
  }
  vi.resetModules();
  vi.stubGlobal("Intl", { ...Intl, DateTimeFormat: AmericanFormat });
  const other = await import("./time.ts");
  expect(other.shortDay("2026-11-21", "2026-12-01")).toBe("Sat 21 Nov");
  expect(other.longDay("2026-01-01")).toBe("Thursday 1 January 2026");
  expect(other.clockTime(london, "2026-11-21T00:05:00.000Z")).toBe("00:05");
});
