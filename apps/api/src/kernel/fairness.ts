import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

import { createTurns, type Party } from "./turns.ts";

/** Calls of one person in ten seconds: a class of thirty is marked with thirty, a page asks for up to twenty. */
export const usualCalls = 600;
const windowSeconds = 10;
/** One address may bring many people whose sign-in was not met yet. */
const strangers = 5;
/** Sign-ins of which it is known whose they are; the oldest is forgotten, and learned again with its next call. */
const mostKnown = 20_000;

interface Caller {
  readonly tokenHash: Uint8Array;
  /** Of the address, for a sign-in that was not met yet. */
  readonly ipHash: Uint8Array | null;
}

/** Sees to it that one person's flood is felt by nobody else. */
export interface Fairness {
  /** Counts calls of a person; answers in how many seconds they may go on, where they may not now. */
  readonly count: (caller: Caller, calls: number) => Promise<number | undefined>;
  /** Waits for a connection's turn; answers with the way to give it back. */
  readonly enter: (caller: Caller, signal?: AbortSignal) => Promise<() => void>;
  /** Whose sign-in it is, once the database has said so. */
  readonly learn: (tokenHash: Uint8Array, person: { readonly tenantId: string; readonly userId: string }) => void;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

export const createFairness = ({ places, calls }: { places: number; calls: number }): Fairness => {
  const known = new Map<string, Party>();
  const turns = createTurns({
    places,
    perSchool: Math.max(1, places - 2),
    perPerson: Math.max(1, Math.ceil(places * 0.6)),
    waitingPerPerson: 120,
    patienceMs: 4_000,
  });
  const ofPerson = new RateLimiterMemory({ keyPrefix: "person", points: calls, duration: windowSeconds });
  const ofStrangers = new RateLimiterMemory({
    keyPrefix: "address",
    points: calls * strangers,
    duration: windowSeconds,
  });
  const addressOf = ({ ipHash }: Caller): string => (ipHash === null ? "no address" : hex(ipHash));
  return {
    count: async (caller, points) => {
      const party = known.get(hex(caller.tokenHash));
      try {
        if (party === undefined) await ofStrangers.consume(addressOf(caller), points);
        else await ofPerson.consume(party.person, points);
        return undefined;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
      }
    },
    enter: (caller, signal) => {
      const token = hex(caller.tokenHash);
      return turns.enter(known.get(token) ?? { school: `address ${addressOf(caller)}`, person: token }, signal);
    },
    learn: (tokenHash, { tenantId, userId }) => {
      const token = hex(tokenHash);
      if (known.has(token)) return;
      known.set(token, { school: tenantId, person: `${tenantId} ${userId}` });
      const [oldest] = known.keys();
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    },
  };
};
