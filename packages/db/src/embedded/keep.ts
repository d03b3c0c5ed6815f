import { setTimeout as delay } from "node:timers/promises";

import { isAlive } from "./process.ts";
import type { Postmaster } from "./server.ts";

interface KeepOptions {
  readonly start: () => Promise<Postmaster>;
  readonly say: (line: string) => void;
}

const lookEveryMs = 500;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;
/** One that lived this long did not die of its start. */
const steadyMs = 60_000;

/** Starts a server that died anew, each time after a longer pause; answers how to end that. */
export const keepRunning = (first: Postmaster, { start, say }: KeepOptions): (() => Promise<void>) => {
  const ended = new AbortController();
  // Aborting rejects the wait, and the loop's condition then ends it.
  const wait = (ms: number) => delay(ms, undefined, { ref: false, signal: ended.signal }).catch(() => undefined);
  const loop = async (): Promise<void> => {
    let { pid } = first;
    let pauseMs = shortestPauseMs;
    let startedAt = performance.now();
    while (!ended.signal.aborted) {
      await wait(lookEveryMs);
      if (ended.signal.aborted || isAlive(pid)) continue;
      if (performance.now() - startedAt > steadyMs) pauseMs = shortestPauseMs;
      await wait(pauseMs);
      if (ended.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      try {
        ({ pid } = await start());
        startedAt = performance.now();
        say(`PostgreSQL had ended and was started anew (process ${pid})`);
      } catch (error) {
        say(`PostgreSQL had ended and does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const done = loop();
  return async () => {
    ended.abort();
    await done;
  };
};
