import type { Pool } from "@handrail/db/client";

import { openAnchors, type AnchorLog, type Head } from "./anchors.ts";
import { describeError, type Log } from "./log.ts";
import { createPulse } from "./pulse.ts";

export interface SealerOptions {
  /** As `handrail_worker`. */
  readonly pool: Pool;
  /** Signed heads are appended here; the key lies beside it (`.key`, `.pub`). Keep a copy somewhere else. */
  readonly anchorFile: string;
  readonly log: Log;
}

export interface Sealer {
  /** To be called after every commit that wrote to the audit log; the poll finds it within a second in any case. */
  wake(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  isReady(): boolean;
}

const rowsAtOnce = 500;
const staleMs = 10_000;

/**
 * Gives the rows of the audit log their place in their tenant's chain, within about a second, and signs the new heads
 * outside the database. Several processes may do this at once: the database lets one in per tenant.
 */
export const createSealer = ({ pool, anchorFile, log }: SealerOptions): Sealer => {
  let anchors: AnchorLog | undefined;
  let succeededAt = 0;
  /** Sealed and not yet anchored: kept over a failure to write the file. */
  const pending = new Map<string, Head>();

  const sealAll = async (): Promise<void> => {
    for (;;) {
      const heads = await pool<
        { tenant_id: string; seq: string | number; hash: Uint8Array }[]
      >`select * from app.seal(${rowsAtOnce})`;
      for (const head of heads)
        pending.set(head.tenant_id, {
          tenantId: head.tenant_id,
          seq: Number(head.seq),
          hash: Buffer.from(head.hash).toString("hex"),
        });
      if (heads.length === 0 || pulse.isStopping()) return;
    }
  };

  const anchor = async (): Promise<void> => {
    if (pending.size === 0) return;
    anchors ??= await openAnchors(anchorFile);
    await anchors.append([...pending.values()]);
    pending.clear();
  };

  const pulse = createPulse({
    everyMs: 500,
    pollMs: 1_000,
    beat: async () => {
      try {
        await sealAll();
      } finally {
        await anchor();
      }
      succeededAt = Date.now();
    },
    failed: (error) => log.warn("The audit log could not be sealed; trying again", describeError(error)),
  });

  return {
    wake: pulse.wake,
    start: async () => pulse.start(),
    stop: pulse.stop,
    isReady: () => Date.now() - succeededAt < staleMs,
  };
};
