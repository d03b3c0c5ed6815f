import { afterEach, describe, expect, test, vi } from "vitest";

/** An engine that prints every date as the United States write it, and orders the parts likewise. */
class OtherDateTimeFormat extends Intl.DateTimeFormat {
  constructor(_locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
    super("en-US", options);
  }
  override format = (date?: Date | number): string =>
    new Date(date ?? 0).toLocaleDateString("en-US", { timeZone: this.resolvedOptions().timeZone });
}

/** The formats are kept once made, so the modules are loaded anew. */
const loadWith = async (engine: typeof Intl.DateTimeFormat) => {
  vi.resetModules();
  vi.stubGlobal("Intl", { ...Intl, DateTimeFormat: engine });
  const { dayIn } = await import("./time.ts");
  const { clockIn, timeIn } = await import("./zone-clock.ts");
  const { instantIn } = await import("../sessions/zone-time.ts");
  return { dayIn, clockIn, timeIn, instantIn };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  ["the engine of this machine", Intl.DateTimeFormat],
  ["an engine that prints other text", OtherDateTimeFormat as typeof Intl.DateTimeFormat],
])("%s", (_name, engine) => {
  test("days, times and moments in a zone are the same", async () => {
    const { dayIn, timeIn, instantIn } = await loadWith(engine);
    expect(dayIn("Europe/London", "2026-11-30T23:30:00.000Z")).toBe("2026-11-30");
    expect(dayIn("Asia/Tokyo", "2026-11-30T23:30:00.000Z")).toBe("2026-12-01");
    expect(timeIn("Europe/London", "2026-07-01T00:05:00.000Z")).toBe("01:05");
    expect(timeIn("America/New_York", "2026-11-21T05:00:00.000Z")).toBe("00:00");
    expect(instantIn("Europe/London", "2027-03-28", "01:30")).toBe("2027-03-28T01:30:00.000Z");
    expect(instantIn("Australia/Lord_Howe", "2026-10-04", "02:15")).toBe("2026-10-03T15:45:00.000Z");
  });

  test("a clock is read part by part", async () => {
    const { clockIn } = await loadWith(engine);
    expect(clockIn("Asia/Kathmandu", Date.parse("2026-12-31T18:20:07.000Z"))).toEqual({
      year: 2027,
      month: 1,
      day: 1,
      hour: 0,
      minute: 5,
      second: 7,
    });
  });
});
