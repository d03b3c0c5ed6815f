import pg from "pg";

import { describeError, type Log } from "../kernel/log.ts";
import { createPulse } from "../kernel/pulse.ts";

export interface Liveness {
  start(): Promise<void>;
  /** Says that the pool of workers with this id lives here. */
  hold(poolId: string): void;
  /** Says that the pools held so far are no more. */
  letGo(): void;
  stop(): Promise<void>;
}

const checkMs = 1_000;

const lockName = (poolId: string): string => `job-worker:${poolId}`;

/**
 * The queue's own lock on a job lasts four hours: so long a killed process would keep its jobs. Here each process holds an
 * advisory lock on a connection of its own for as long as it lives; the kernel closes a killed process's socket, and the
 * lock falls at once. Every second each process looks for jobs that others hold and frees those whose lock can be had.
 * In this version of the library `locked_by` is the id of the pool of workers, and it is read from a private table: that
 * is why the version is pinned.
 */
export const createLiveness = (connectionString: string, log: Log): Liveness => {
  const pools = new Set<string>();
  let connection: { readonly client: pg.Client; readonly locked: Set<string> } | undefined;

  const connected = async () => {
    if (connection !== undefined) return connection;
    const client = new pg.Client({ connectionString, application_name: "handrail-liveness", keepAlive: true });
    const fresh = { client, locked: new Set<string>() };
    client.on("error", (error) => {
      log.warn("The sign of life of the queue was lost; it is taken again", describeError(error));
      if (connection === fresh) connection = undefined;
    });
    await client.connect();
    connection = fresh;
    return fresh;
  };

  const look = async (): Promise<void> => {
    const { client, locked } = await connected();
    for (const id of pools) {
      if (locked.has(id)) continue;
      await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [lockName(id)]);
      locked.add(id);
    }
    const { rows } = await client.query<{ id: string }>(
      `select distinct locked_by as id from graphile_worker._private_jobs
        where locked_at < now() - interval '1 second' and not locked_by = any ($1::text[])`,
      [[...pools]],
    );
    for (const { id } of rows)
      await client.query(
        "select graphile_worker.force_unlock_workers(array[$2]) where pg_try_advisory_xact_lock(hashtextextended($1, 0))",
        [lockName(id), id],
      );
  };

  const pulse = createPulse({
    everyMs: 0,
    pollMs: checkMs,
    beat: look,
    failed: (error) => log.warn("Jobs of lost processes were not looked for; trying again", describeError(error)),
  });

  return {
    start: async () => {
      // Before the first job is taken, so that the lock follows within one round trip.
      await connected();
      pulse.start();
    },
    hold: (poolId) => {
      pools.add(poolId);
      pulse.wake();
    },
    // A lock that this very connection holds is no obstacle to freeing what lies under it.
    letGo: () => pools.clear(),
    stop: async () => {
      await pulse.stop();
      await connection?.client.end();
    },
  };
};
