import { useSyncExternalStore } from "react";

const everyMs = 15_000;

const subscribe = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, everyMs);
  // A laptop that wakes up, or a tab that comes back, should not show the time of before.
  document.addEventListener("visibilitychange", listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", listener);
  };
};

const now = (): number => Math.floor(Date.now() / everyMs) * everyMs;

/** How far the server's clock is ahead of this device's, from an answer and the moment it arrived. */
export const clockOffset = (serverNow: string, arrivedAt: number): number => Date.parse(serverNow) - arrivedAt;

/** The server's time, moving on every 15 seconds: a device with a wrong clock shows the right one. */
export const useNow = (offset: number): string => {
  const own = useSyncExternalStore(subscribe, now, now);
  return new Date(own + offset).toISOString();
};
