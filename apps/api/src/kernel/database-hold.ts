import { setTimeout as delay } from "node:timers/promises";

import type { Pool } from "@handrail/db/client";
import postgres from "postgres";

import type { Log } from "./log.ts";

export interface HoldOptions {
  /** As `handrail_worker`. */
  readonly pool: Pool;
  /** Servers that tell each other what their sockets hear may share the database. */
  readonly isShared: boolean;
  readonly log: Log;
  /** How long to wait for a server that is ending. */
  readonly patienceMs?: number;
}

export interface DatabaseHold {
  /** It took the question and does not answer: a stopped server, not one that is away. */
  isHanging(): boolean;
  /** The lock is this server's. Not so while a database that was away has not been joined again. */
  isHeld(): boolean;
  /** Called once when it begins to hang, or now when it does; answers how to take the call back. */
  onHanging(call: () => void): () => void;
  release(): Promise<void>;
}

const everyMs = 1_000;
const hangingMs = 3_000;

const refusal =
  "Handrail will not start: another Handrail server works on this database. " +
  "Stop that one first, or give both a REDIS_URL (and a data folder each), so that what one does reaches the screens of the other.";

/**
 * A lock in the database on a connection of its own, which the database lets go of when this process dies. The connection
 * asks once a second, and so it also tells whether the database answers.
 */
export const holdDatabase = async ({
  pool,
  isShared,
  log,
  patienceMs = 10_000,
}: HoldOptions): Promise<DatabaseHold> => {
  let isHeld = false;
  let askedAt: number | undefined;
  let isTold = false;
  let isHanging = false;
  const calls = new Set<() => void>();
  const onclose = (): void => {
    isHeld = false;
  };
  // Parsed options are options; the declared type of the first leaves the password out.
  const options = pool.options as unknown as postgres.Options<Record<string, never>>;
  const sql = postgres({ ...options, onclose, max: 1, idle_timeout: 0, max_lifetime: null, fetch_types: false });

  const claim = async (): Promise<boolean> => {
    const lock = isShared ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
    const [row] = await sql.unsafe<{ held: boolean }[]>(
      `select ${lock}(hashtextextended('handrail server', 0)) as held`,
    );
    isHeld = row?.held === true;
    return isHeld;
  };

  const started = performance.now();
  try {
    while (!(await claim())) {
      if (performance.now() - started > patienceMs) throw new Error(refusal);
      await delay(200);
    }
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }

  /** Lost with its connection, the lock is taken again; somebody may have been quicker. */
  const ask = async (): Promise<void> => {
    if (isHeld) await sql`select 1`;
    else if (await claim()) isTold = false;
    else if (!isTold) {
      isTold = true;
      log.error("Another Handrail server took this database while the connection to it was lost. Stop one of the two");
    }
  };

  const look = async (): Promise<void> => {
    if (askedAt !== undefined) {
      if (isHanging || performance.now() - askedAt < hangingMs) return;
      // The answer may lie there already, behind work of this process.
      await delay(50);
      if (askedAt === undefined) return;
      isHanging = true;
      log.warn("The database does not answer; requests are turned away until it does");
      for (const call of calls) call();
      calls.clear();
      return;
    }
    askedAt = performance.now();
    try {
      await ask();
    } catch {
      // It is away: requests find out by themselves, and at once.
    } finally {
      askedAt = undefined;
      isHanging = false;
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();

  return {
    isHanging: () => isHanging,
    isHeld: () => isHeld,
    onHanging: (call) => {
      if (isHanging) call();
      else calls.add(call);
      return () => void calls.delete(call);
    },
    release: async () => {
      clearInterval(timer);
      await sql.end({ timeout: 1 });
    },
  };
};

/** The work, or an error as soon as the database hangs. */
export const unlessHanging = (
  hold: Pick<DatabaseHold, "onHanging">,
  work: () => PromiseLike<unknown>,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const takeBack = hold.onHanging(() => reject(new Error("The database does not answer")));
    Promise.resolve(work()).then(resolve, reject).finally(takeBack);
  });
