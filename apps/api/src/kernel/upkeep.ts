import type { Pool } from "@handrail/db/client";

import { describeError, type Log } from "./log.ts";
import { createPulse } from "./pulse.ts";

interface UpkeepOptions {
  /** As `handrail_auth`. */
  readonly auth: Pool;
  /** As `handrail_worker`. */
  readonly worker: Pool;
  readonly log: Log;
}

const everyMs = 60 * 60_000;
/** One piece: short enough that nobody waits for it. */
const atOnce = 1_000;

/** A sign-in is over after twelve hours; the last month's tell a known network from a new one. */
const removeSignIns = async (auth: Pool): Promise<number> => {
  const removed = await auth`
    delete from auth.sessions where (tenant_id, id) in (
      select tenant_id, id from auth.sessions where created_at < now() - interval '90 days' order by created_at limit ${atOnce})`;
  return removed.count;
};

/** As long as a device may keep a mark before it sends it again. */
const removeKeys = async (worker: Pool): Promise<number> => {
  const removed = await worker`
    delete from idempotency_keys where ctid in (
      select ctid from idempotency_keys where created_at < now() - interval '7 days' limit ${atOnce})`;
  return removed.count;
};

const untilNone = async (remove: () => Promise<number>): Promise<void> => {
  while ((await remove()) >= atOnce);
};

/** Each hour: what nothing will ask for any more is removed, a piece at a time. Several processes may do it at once. */
export const createUpkeep = ({ auth, worker, log }: UpkeepOptions) =>
  createPulse({
    everyMs: 0,
    pollMs: everyMs,
    beat: async () => {
      await untilNone(() => removeSignIns(auth));
      await untilNone(() => removeKeys(worker));
    },
    failed: (error) => log.warn("What is out of date could not be removed; trying again", describeError(error)),
  });
