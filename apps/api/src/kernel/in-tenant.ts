import type { Pool } from "@handrail/db/client";
import type { Bound } from "@handrail/db/statement";

import { committed, rollBack, type Done } from "./command.ts";
import { isRetryable } from "./database-errors.ts";
import { auditRows, insertAudit, insertOutbox, outboxRows } from "./record.ts";
import { acquire, settled } from "./scope.ts";

/** What a job works with: the worker's pool, and whom to wake when it has written an event. */
export interface Workbench {
  /** As `handrail_worker`. */
  readonly pool: Pool;
  readonly wake: () => void;
  /** Names the job in the audit log, where a request's id stands otherwise. */
  readonly origin: string;
}

/** The open transaction of a job: one tenant, nobody in particular. */
export interface TenantTx {
  readonly tenantId: string;
  /** The server's moment, one for the whole transaction. */
  readonly now: string;
  /** Reads facts; lock what the decision rests on (`for update`), since all writes go out together afterwards. */
  facts<const Q extends readonly Bound<unknown>[]>(
    ...queries: Q
  ): Promise<{ [K in keyof Q]: Q[K] extends Bound<infer R> ? R[] : never }>;
  /** Adds a write to the last round trip. */
  write(bound: Bound<unknown>): void;
}

const mostTries = 5;

/**
 * A transaction of a job inside one tenant: rows, events and audit lines together, as in a command; the actor of its
 * audit lines is nobody. There is no answer to keep: a job that comes again finds its rows as it left them.
 */
export const inTenant = async <O>(
  workbench: Workbench,
  tenantId: string,
  work: (tx: TenantTx) => Done<O> | Promise<Done<O>>,
): Promise<O> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(workbench, tenantId, work);
    } catch (error) {
      if (!isRetryable(error) || attempt >= mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
};

const attemptOnce = async <O>(
  { pool, wake, origin }: Workbench,
  tenantId: string,
  work: (tx: TenantTx) => Done<O> | Promise<Done<O>>,
): Promise<O> => {
  const connection = await acquire(pool);
  let isOpen = true;
  try {
    await settled([
      connection.unsafe("begin").execute(),
      connection.unsafe("select app.begin_job($1)", [tenantId], { prepare: true }).execute(),
    ]);
    const writes: Bound<unknown>[] = [];
    const { output, events } = await work({
      tenantId,
      now: new Date().toISOString(),
      facts: (...queries) => settled(queries.map((bound) => bound(connection))) as never,
      write: (bound) => void writes.push(bound),
    });
    if (events.length > 0) {
      writes.push(insertOutbox({ rows: outboxRows(events) }));
      writes.push(insertAudit({ rows: auditRows(events), requestId: origin, ipHash: null }));
    }
    await settled([...writes.map((bound) => bound(connection)), connection.unsafe("commit").execute().then(committed)]);
    isOpen = false;
    if (events.length > 0) wake();
    return output;
  } finally {
    if (isOpen) await rollBack(connection);
    connection.release();
  }
};
