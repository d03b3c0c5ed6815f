import type { Connection } from "@handrail/db/client";

import { no } from "./refused.ts";

/** Of the driver's query: whether the database works on it (the others wait behind it), and how it is cancelled. */
interface Sent {
  readonly active?: boolean;
  readonly canceller?: ((sent: Sent) => Promise<void>) | null;
}

const lookAgainMs = 20;
/** The order to cancel travels beside the connection: until it has arrived, nobody else's statement may stand there. */
const arrivalMs = 250;

/**
 * Ends a person's transaction that takes too long: the statement at work is cancelled in the database, those behind it
 * fail, and nothing further is sent but the rollback. A statement's own limit does not bound several slow ones in a row.
 */
export const limitTime = (connection: Connection, budgetMs: number): void => {
  const unfinished = new Set<Sent>();
  let isOver = false;
  // Never one that waits: the driver would then give its answer to the one behind it.
  const cancel = (): void => {
    isOver = true;
    const atWork = [...unfinished].find(({ active }) => active === true);
    // Not reached, the database ends the statement by its own limit.
    atWork?.canceller?.(atWork).catch(() => undefined);
    if (atWork === undefined && unfinished.size > 0) timer = setTimeout(cancel, lookAgainMs);
  };
  let timer = setTimeout(cancel, budgetMs);

  const send = connection.unsafe.bind(connection);
  const sendWithin = (...parts: Parameters<typeof send>) => {
    if (isOver && parts[0] !== "rollback") throw no("BUSY", "Handrail is busy. Try again in a moment.");
    const query = send(...parts);
    unfinished.add(query as Sent);
    const forget = (): void => void unfinished.delete(query as Sent);
    query.execute().then(forget, forget);
    return query;
  };
  const giveBack = connection.release.bind(connection);
  Object.assign(connection, {
    unsafe: sendWithin,
    release: () => {
      clearTimeout(timer);
      if (isOver) setTimeout(giveBack, arrivalMs);
      else giveBack();
    },
  });
};
