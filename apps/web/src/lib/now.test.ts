import { afterEach, beforeEach, expect, test, vi } from "vitest";

const load = async (kept: Map<string, string> = new Map()) => {
  vi.resetModules();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return { kept, ...(await import("./now.ts")) };
};

const atServer = "2026-11-21T10:00:00.000Z";
const device = Date.parse("2026-11-21T03:00:00.000Z");

beforeEach(() => {
  vi.useFakeTimers({ now: device, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a device whose clock is seven hours slow takes the server's time, also after a new start", async () => {
  const { kept, learnClock, serverNow } = await load();
  learnClock(new Date(atServer).toUTCString(), device - 100, device + 100);
  expect(Math.abs(Date.parse(serverNow()) - Date.parse(atServer))).toBeLessThan(1_000);
  const again = await load(kept);
  expect(again.serverNow()).toBe(serverNow());
});

test("a second of difference, or an answer without a date, changes nothing", async () => {
  const { kept, learnClock, serverNow } = await load();
  learnClock(new Date(device + 1_000).toUTCString(), device, device);
  learnClock(null, device, device);
  learnClock("soon", device, device);
  expect(serverNow()).toBe(new Date(device).toISOString());
  expect(kept.size).toBe(0);
});

test("a clock that was set right is taken as right again", async () => {
  const { learnClock, serverNow } = await load(new Map([["handrail.clock-ahead", "3600000"]]));
  learnClock(new Date(device).toUTCString(), device, device);
  expect(serverNow()).toBe(new Date(device).toISOString());
});
