import type { Bound } from "@handrail/db/statement";

import { committed, rollBack } from "./command.ts";
import { acquireFor, settled, type Scope } from "./scope.ts";

/** A calendar address, as the database answered it: the transaction is its person's from here on. */
export interface Feed {
  readonly id: string;
  readonly scope: string;
  readonly kind: string | null;
}

interface FeedRow {
  readonly feed_id: string;
  readonly scope: string;
  readonly kind: string | null;
}

const isUnknown = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "HR401";

/**
 * Reads as the person behind a calendar address, whose secret's hash stands where a sign-in's stands otherwise. Null when
 * no live address has this hash.
 */
export const asFeed = async <R>(
  scope: Scope,
  ask: (feed: Feed) => readonly [Bound<R>, ...Bound<unknown>[]],
): Promise<R[] | null> => {
  const connection = await acquireFor(scope);
  let isOpen = true;
  try {
    const [, rows] = await settled([
      connection.unsafe("begin").execute(),
      connection
        .unsafe<FeedRow[]>("select * from app.begin_feed($1)", [scope.tokenHash as never], { prepare: true })
        .execute(),
    ]);
    const [row] = rows;
    if (row === undefined) throw new Error("A calendar address without a person");
    const [first, ...others] = ask({ id: row.feed_id, scope: row.scope, kind: row.kind });
    const [answer] = await settled([
      first(connection),
      ...others.map((bound) => bound(connection)),
      connection.unsafe("commit").execute().then(committed),
    ]);
    isOpen = false;
    return answer;
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  } finally {
    if (isOpen) await rollBack(connection);
    connection.release();
  }
};
