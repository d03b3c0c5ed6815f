import { no } from "../../kernel/refused.ts";

/** Wrong tries of an address in a quarter of an hour before it is slowed: a building makes some by mistake. */
const mostWrong = 30;
const firstMs = 500;
const slowestMs = 5_000;
/** Who would wait longer is told when to come back, instead of holding a connection. */
const longestWaitMs = 3_000;
/** Beyond this many addresses those whose lane is empty are forgotten. */
const mostAddresses = 10_000;

/** The time between two tries of an address: longer with each thirty wrong ones, and never without end. */
export const spacingMs = (wrong: number): number =>
  wrong < mostWrong ? 0 : Math.min(slowestMs, firstMs * 2 ** Math.floor(wrong / mostWrong - 1));

export interface AddressLane {
  /** Resolves when the next try of this address may be checked. */
  readonly pass: (address: string, wrong: number) => Promise<void>;
}

/** From an address with many wrong tries one try passes after another: it is slowed, and never shut. */
export const createAddressLane = (): AddressLane => {
  const freeAt = new Map<string, number>();
  return {
    pass: async (address, wrong) => {
      const spacing = spacingMs(wrong);
      if (spacing === 0) return;
      const now = Date.now();
      if (freeAt.size > mostAddresses) for (const [other, at] of freeAt) if (at < now) freeAt.delete(other);
      const turn = Math.max(now, freeAt.get(address) ?? 0);
      const seconds = Math.ceil((turn - now) / 1_000);
      if (turn - now > longestWaitMs)
        throw no("TOO_MANY_TRIES", `Many wrong passwords came from your network. Try again in ${seconds} seconds.`, {
          details: { seconds },
        });
      freeAt.set(address, turn + spacing);
      await new Promise((resolve) => setTimeout(resolve, turn - now));
    },
  };
};
