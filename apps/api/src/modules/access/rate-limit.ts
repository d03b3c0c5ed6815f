import type { Connection, Pool } from "@handrail/db/client";
import type { Keyring } from "@handrail/db/vault/keyring";

import { no, type Refused } from "../../kernel/refused.ts";
import { onConnection } from "./transaction.ts";

export interface Limit {
  readonly key: Buffer;
  /** Tries in a quarter of an hour. */
  readonly most: number;
  /** Asked when the limit is reached: whether it does not hold for this caller. */
  readonly isExempt?: (connection: Connection) => Promise<boolean>;
}

const keyOf = (keyring: Keyring, kind: string, parts: readonly string[]): Buffer =>
  keyring.hmac("access limits", JSON.stringify([kind, ...parts]));

interface Trier {
  readonly email: string;
  readonly address: string;
  /** The number of a device on which this account has signed in before. */
  readonly device: string | undefined;
  readonly isKnownHere?: Limit["isExempt"];
}

/**
 * The limits of a sign-in, tightest first. The e-mail address alone names the account: a school in the key would give a
 * fresh count for every school that is tried. A device that the account has signed in on has a count of its own, so that
 * nobody else's guessing keeps its people out. The count of the account as a whole stops guessing from many addresses; it
 * does not hold where the owner has signed in before. The address has no limit: it is slowed (address-lane.ts).
 */
export const signInLimits = (keyring: Keyring, { email, address, device, isKnownHere }: Trier): readonly Limit[] =>
  device === undefined
    ? [
        { key: keyOf(keyring, "account and address", [email, address]), most: 10 },
        {
          key: keyOf(keyring, "account", [email]),
          most: 100,
          ...(isKnownHere === undefined ? {} : { isExempt: isKnownHere }),
        },
      ]
    : [{ key: keyOf(keyring, "account and device", [email, device]), most: 10 }];

/** Wrong tries of an address in the last quarter of an hour. */
export const wrongTriesOf = (pool: Pool, keyring: Keyring, address: string): Promise<number> =>
  onConnection(pool, async (connection) => {
    const [row] = await connection<{ tries: number }[]>`
      select tries from auth.rate_limits
       where key = ${keyOf(keyring, "address", [address])} and window_started_at > now() - interval '15 minutes'`;
    return row?.tries ?? 0;
  });

/** The largest value of the column `tries`. */
const mostCounted = 2_147_483_647;

/** Counts a wrong try of an address. Never refuses: the lane reads the count. */
export const countWrong = async (pool: Pool, keyring: Keyring, address: string): Promise<void> => {
  const key = keyOf(keyring, "address", [address]);
  await onConnection(pool, (connection) => countOne(connection, { key, most: mostCounted }));
};

/** Whoever is signed in and proves it again with the password. */
export const proofLimits = (keyring: Keyring, userId: string): readonly Limit[] => [
  { key: keyOf(keyring, "proof", [userId]), most: 10 },
];

/** Codes of an account: the password is known by then, so that a fresh challenge may not give fresh tries. */
export const codeLimits = (keyring: Keyring, userId: string): readonly Limit[] => [
  { key: keyOf(keyring, "code", [userId]), most: 20 },
];

const tooMany = (minutes: number): Refused =>
  no("TOO_MANY_TRIES", `Too many tries. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`, {
    details: { minutes },
  });

/** Counts one try; when the limit is reached, answers in how many minutes it opens again. */
const countOne = async (connection: Connection, { key, most }: Limit): Promise<number | undefined> => {
  const counted = await connection`
    insert into auth.rate_limits as l (key, tries) values (${key}, 1)
    on conflict (key) do update set
      tries = case when l.window_started_at > now() - interval '15 minutes' then l.tries + 1 else 1 end,
      window_started_at = case when l.window_started_at > now() - interval '15 minutes' then l.window_started_at else now() end
    where l.tries < ${most} or l.window_started_at <= now() - interval '15 minutes'
    returning 1`;
  if (counted.length > 0) return undefined;
  const [open] = await connection<{ minutes: number }[]>`
    select greatest(1, ceil(extract(epoch from window_started_at + interval '15 minutes' - now()) / 60))::int as minutes
      from auth.rate_limits where key = ${key}`;
  return open?.minutes ?? 15;
};

/** Counts a try in the order given and stops at the first limit that is reached: what is refused counts no further. */
export const countTry = (pool: Pool, limits: readonly Limit[]): Promise<void> =>
  onConnection(pool, async (connection) => {
    for (const limit of limits) {
      const minutes = await countOne(connection, limit);
      if (minutes === undefined) continue;
      if (limit.isExempt === undefined || !(await limit.isExempt(connection))) throw tooMany(minutes);
    }
  });

/** A try that was right, or that never came to be checked, is taken back: it costs nobody a place. */
export const takeBack = async (connection: Connection, limits: readonly Limit[]): Promise<void> => {
  for (const { key } of limits)
    await connection`update auth.rate_limits set tries = greatest(tries - 1, 0) where key = ${key}`;
};

/** Counters whose window is long over; a crowd of made-up addresses leaves many. */
export const forgetOldTries = async (pool: Pool): Promise<void> =>
  onConnection(pool, async (connection) => {
    await connection`
      delete from auth.rate_limits where key in (
        select key from auth.rate_limits where window_started_at < now() - interval '1 hour' limit 1000 for update skip locked)`;
  });

/** A failure of an account that does not exist has no school to be written down in: it is counted, as costly as a line. */
export const countUnknown = async (pool: Pool, keyring: Keyring, address: string): Promise<void> =>
  onConnection(pool, async (connection) => {
    const key = keyOf(keyring, "unknown account", [address]);
    await connection`
      insert into auth.rate_limits as l (key, tries) values (${key}, 1)
      on conflict (key) do update set tries = l.tries + 1`;
  });
