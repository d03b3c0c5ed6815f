export interface PulseOptions {
  /** The least time between two beats. */
  readonly everyMs: number;
  /** Beats by itself after this long without a wake; without it, only when woken. */
  readonly pollMs?: number;
  readonly beat: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

export interface Pulse {
  readonly wake: () => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly isStopping: () => boolean;
}

/** How long a failed beat waits, however often it is woken: a database that is away is not asked in a circle. */
const afterFailureMs = 1_000;

/** One loop that never runs twice at once: a wake during a beat brings one more beat after it. */
export const createPulse = ({ everyMs, pollMs, beat, failed }: PulseOptions): Pulse => {
  let isAwake = false;
  let isStopping = false;
  let rouse: (() => void) | undefined;
  let running: Promise<void> | undefined;

  const sleep = async (ms: number | undefined, mayBeWoken: boolean): Promise<void> => {
    if (isStopping || (mayBeWoken && isAwake)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      rouse = () => {
        if (mayBeWoken || isStopping) resolve();
      };
      if (ms !== undefined) timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    rouse = undefined;
  };

  const loop = async (): Promise<void> => {
    while (!isStopping) {
      if (pollMs === undefined && !isAwake) await sleep(undefined, true);
      if (isStopping) return;
      isAwake = false;
      try {
        await beat();
        if (everyMs > 0) await sleep(everyMs, false);
      } catch (error) {
        failed(error);
        await sleep(afterFailureMs, false);
      }
      if (pollMs !== undefined) await sleep(pollMs, true);
    }
  };

  return {
    wake: () => {
      isAwake = true;
      rouse?.();
    },
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      isStopping = true;
      rouse?.();
      await running;
    },
    isStopping: () => isStopping,
  };
};
