import { no } from "../../kernel/refused.ts";

export interface Gate {
  /** Runs the work when its turn comes; refuses at once when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Hashing takes all of a core: a crowd at the door must not take the cores from those who are inside. */
export const createGate = ({ atOnce, waiting }: { atOnce: number; waiting: number }): Gate => {
  const queue: (() => void)[] = [];
  let running = 0;
  const leave = (): void => {
    const next = queue.shift();
    // The place goes straight to the next one, so that nobody slips in between.
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    run: async (work) => {
      if (running < atOnce) running += 1;
      else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
      else throw no("BUSY", "Many people are signing in just now. Try again in a moment.");
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};
