import { useSyncExternalStore } from "react";

const everyMs = 15_000;
/** The header counts whole seconds and an answer takes its time: smaller differences say nothing. */
const noiseMs = 2_000;
/** Milliseconds by which the server's clock is ahead of this device's; kept for pages that open without a network. */
const keptIn = "handrail.clock-ahead";

const keptAhead = (): number => {
  const kept = Number(globalThis.localStorage?.getItem(keptIn) ?? 0);
  return Number.isFinite(kept) ? kept : 0;
};

let ahead = keptAhead();

/** Learns how far this device's clock is off, from the `Date` header of an answer. */
export const learnClock = (date: string | null, sentAt: number, arrivedAt: number): void => {
  const said = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(said)) return;
  const found = said + 500 - (sentAt + arrivedAt) / 2;
  if (Math.abs(found - ahead) <= noiseMs) return;
  ahead = Math.abs(found) <= noiseMs ? 0 : Math.round(found);
  globalThis.localStorage?.setItem(keptIn, String(ahead));
};

const serverMs = (): number => Date.now() + ahead;

/** The server's time. Facts that are recorded or decided by take it, never the device's own clock. */
export const serverNow = (): string => new Date(serverMs()).toISOString();

const subscribe = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, everyMs);
  // A laptop that wakes up, or a tab that comes back, should not show the time of before.
  document.addEventListener("visibilitychange", listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", listener);
  };
};

const now = (): number => Math.floor(serverMs() / everyMs) * everyMs;

/** The server's time, moving on every 15 seconds: a device with a wrong clock shows the right one. */
export const useNow = (): string => new Date(useSyncExternalStore(subscribe, now, now)).toISOString();
