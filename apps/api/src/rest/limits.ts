/** How often one key may come in a minute; counted in this process, which is where a flood arrives. */
export interface Limiter {
  /** Seconds until it may come again; undefined while it may. */
  count(key: string): number | undefined;
}

const windowMs = 60_000;
/** Beyond this many keys the finished windows are swept out. */
const mostKeys = 10_000;

export const createLimiter = (most: number, clock: () => number = Date.now): Limiter => {
  const windows = new Map<string, { since: number; count: number }>();
  return {
    count: (key) => {
      const now = clock();
      if (windows.size > mostKeys)
        for (const [other, { since }] of windows) if (now - since >= windowMs) windows.delete(other);
      const held = windows.get(key);
      if (held === undefined || now - held.since >= windowMs) {
        windows.set(key, { since: now, count: 1 });
        return undefined;
      }
      held.count += 1;
      return held.count <= most ? undefined : Math.ceil((held.since + windowMs - now) / 1000);
    },
  };
};
