import { randomUUID } from "node:crypto";

import type { Pool } from "@handrail/db/client";

import { createListener } from "./listener.ts";
import { describeError, type Log } from "./log.ts";
import { claim, markDone, markFailed, removeOld, type OutboxEvent } from "./outbox-rows.ts";
import { createPulse } from "./pulse.ts";

export type { OutboxEvent } from "./outbox-rows.ts";

export interface DispatcherOptions {
  /** As `handrail_worker`. */
  readonly pool: Pool;
  /** Must be idempotent: an event comes again when its handler failed or its process was killed. */
  readonly handle: (event: OutboxEvent) => Promise<void>;
  readonly log: Log;
}

export interface Dispatcher {
  /** To be called after every commit that wrote to the outbox. */
  wake(): void;
  start(): Promise<void>;
  /** Finishes what it has taken. */
  stop(): Promise<void>;
  isReady(): boolean;
}

const channel = "outbox";
const pollMs = 1_000;
/** Well inside the lease of ten seconds, so that nobody else holds the event while it is still being handled here. */
const handlerMs = 8_000;
const staleMs = 5_000;
const sweepMs = 60_000;

/** Takes events from the outbox and hands them on: woken after commits, and by a poll each second that misses nothing. */
export const createDispatcher = ({ pool, handle, log }: DispatcherOptions): Dispatcher => {
  const me = randomUUID();
  const listener = createListener(pool, channel, (from) => {
    if (from !== me) pulse.wake();
  });
  // Other processes hear of it at most every 50 ms: a NOTIFY in every commit would cost more than the poll saves.
  const tellOthers = createPulse({
    everyMs: 50,
    beat: async () => {
      await pool`select pg_notify(${channel}, ${me})`;
    },
    failed: () => undefined, // Their poll finds the events.
  });
  let succeededAt = 0;
  let sweptAt = 0;

  const handleOne = async (event: OutboxEvent, lease: string): Promise<boolean> => {
    try {
      await within(handlerMs, handle(event));
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      const isDead = await markFailed(pool, lease, { id: event.id, reason });
      const about = { event: event.name, eventId: event.id, attempts: event.attempt, ...describeError(error) };
      if (isDead) log.error("An event was given up; its successors pass", about);
      else log.warn("An event will be tried again", about);
      return false;
    }
  };

  const drain = async (): Promise<void> => {
    for (;;) {
      const lease = randomUUID();
      const events = await claim(pool, lease);
      succeededAt = Date.now();
      if (events.length === 0) return;
      // All of different aggregates: side by side they cannot come out of order.
      const handled = await Promise.all(events.map((event) => handleOne(event, lease)));
      const ids = events.filter((_event, index) => handled[index] === true).map((event) => event.id);
      if (ids.length > 0) await markDone(pool, lease, ids);
      if (pulse.isStopping()) return;
    }
  };

  const round = async (): Promise<void> => {
    await listener
      .ensure()
      .catch((error: unknown) => log.warn("Not listening; the poll goes on", { code: reasonOf(error) }));
    await drain();
    if (Date.now() - sweptAt < sweepMs) return;
    sweptAt = Date.now();
    await removeOld(pool);
  };

  const pulse = createPulse({
    everyMs: 0,
    pollMs,
    beat: round,
    failed: (error) => log.warn("The outbox could not be read; trying again", { code: reasonOf(error) }),
  });

  return {
    wake: () => {
      pulse.wake();
      tellOthers.wake();
    },
    start: async () => {
      pulse.start();
      tellOthers.start();
    },
    stop: async () => {
      await Promise.all([pulse.stop(), tellOthers.stop()]);
      await listener.stop();
    },
    isReady: () => Date.now() - succeededAt < staleMs,
  };
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
};

const within = async (ms: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("The handler took too long"), { code: "TIMEOUT" })), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
