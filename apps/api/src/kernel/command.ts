import { createHash } from "node:crypto";

import type { Connection } from "@handrail/db/client";
import type { Bound } from "@handrail/db/statement";
import type { Actor } from "@handrail/domain/kernel/actor";

import { databaseRefusal, isRetryable } from "./database-errors.ts";
import {
  auditRows,
  earlierAnswer,
  insertAudit,
  insertOutbox,
  keepAnswer,
  outboxRows,
  type EventRecord,
} from "./record.ts";
import { no } from "./refused.ts";
import { acquireFor, admit, sendBegin, settled, type Scope } from "./scope.ts";

declare const finished: unique symbol;

/** What a command returns. Only `done` and `nothingToDo` make one, so no command can forget its events. */
export interface Done<O> {
  readonly [finished]: true;
  readonly output: O;
  readonly events: readonly EventRecord[];
}

export const done = <O>(output: O, events: readonly [EventRecord, ...EventRecord[]]): Done<O> =>
  ({ output, events }) as unknown as Done<O>;

/** The write was asked for, and the world is that way already. */
export const nothingToDo = <O>(output: O): Done<O> => ({ output, events: [] }) as unknown as Done<O>;

/** The open transaction of a command, as the command sees it. */
export interface Tx {
  readonly actor: Actor;
  /** The server's moment, one for the whole command. */
  readonly now: string;
  /** Reads facts; lock what the decision rests on (`for update`), since all writes go out together afterwards. */
  facts<const Q extends readonly Bound<unknown>[]>(
    ...queries: Q
  ): Promise<{ [K in keyof Q]: Q[K] extends Bound<infer R> ? R[] : never }>;
  /** Adds a write to the last round trip. */
  write(bound: Bound<unknown>): void;
}

/** The first facts a command needs, known from its input alone: they travel with begin and scope in one round trip. */
export interface CommandDefinition<I extends { readonly mutationId: string }, F extends readonly Bound<unknown>[], O> {
  /** Procedure name, such as `attendance.record`. */
  readonly name: string;
  readonly facts: (input: I) => readonly [...F];
  readonly decide: (
    tx: Tx,
    input: I,
    facts: { [K in keyof F]: F[K] extends Bound<infer R> ? R[] : never },
  ) => Done<O> | Promise<Done<O>>;
}

export interface CommandContext {
  readonly scope: Scope;
  /** Wakes the dispatcher after commit. */
  readonly wake: () => void;
}

const mostTries = 5;

/**
 * The write path: one transaction in two round trips. (1) begin, scope, earlier answer, facts under lock; the domain
 * decides; (2) all writes, audit, outbox, the answer under its key, commit. A deadlock or a race for the same key is
 * tried again; a lost connection is not, the client asks again with the same key.
 */
export const command =
  <I extends { readonly mutationId: string }, const F extends readonly Bound<unknown>[], O>(
    definition: CommandDefinition<I, F, O>,
  ) =>
  async (context: CommandContext, input: I): Promise<O> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { output, isNew } = await attemptOnce(definition, context.scope, input);
        if (isNew) context.wake();
        return output;
      } catch (error) {
        if (!isRetryable(error) || attempt >= mostTries) throw databaseRefusal(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
      }
    }
  };

const attemptOnce = async <I extends { readonly mutationId: string }, F extends readonly Bound<unknown>[], O>(
  definition: CommandDefinition<I, F, O>,
  scope: Scope,
  input: I,
): Promise<{ output: O; isNew: boolean }> => {
  const connection = await acquireFor(scope);
  let isOpen = true;
  try {
    const key = { procedure: definition.name, key: input.mutationId };
    const requestHash = createHash("sha256").update(JSON.stringify(input)).digest();
    // The earlier answer is asked for behind the facts' lock: two of the same intent at once then get the same answer.
    const [, person, facts, earlier] = await settled([
      connection.unsafe("begin").execute(),
      sendBegin(connection, scope),
      settled(definition.facts(input).map((bound) => bound(connection))),
      earlierAnswer(key)(connection),
    ]);
    const actor = admit(scope, person);
    const [answer] = earlier;
    if (answer !== undefined) {
      if (!requestHash.equals(answer.requestHash))
        throw no("KEY_REUSED", "This mutation id was used for another request.", { field: "mutationId" });
      return { output: answer.response as O, isNew: false };
    }
    const writes: Bound<unknown>[] = [];
    const tx: Tx = {
      actor,
      now: new Date().toISOString(),
      facts: (...queries) => settled(queries.map((bound) => bound(connection))) as never,
      write: (bound) => void writes.push(bound),
    };
    const { output, events } = await definition.decide(tx, input, facts as never);
    if (events.length > 0) {
      writes.push(insertOutbox({ rows: outboxRows(events) }));
      writes.push(insertAudit({ rows: auditRows(events), requestId: scope.requestId, ipHash: scope.ipHash }));
    }
    writes.push(keepAnswer({ ...key, requestHash, response: JSON.stringify(output) }));
    await settled([...writes.map((bound) => bound(connection)), connection.unsafe("commit").execute().then(committed)]);
    isOpen = false;
    return { output, isNew: events.length > 0 };
  } finally {
    if (isOpen) await rollBack(connection);
    connection.release();
  }
};

/** A commit of a failed transaction answers ROLLBACK without an error: that must never be taken for an acknowledgement. */
export const committed = (result: { readonly command: string }): void => {
  if (result.command !== "COMMIT") throw new Error(`The transaction ended with ${result.command}`);
};

export const rollBack = async (connection: Connection): Promise<void> => {
  try {
    await connection.unsafe("rollback");
  } catch {
    // The connection is gone and the transaction with it; the first error is the one to tell.
  }
};
