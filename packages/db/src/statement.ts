import { fillPlaceholders, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import * as internals from "drizzle-orm/utils";
import type postgres from "postgres";

import type { Connection, Pool } from "./client.ts";

/**
 * A query compiled once, run many times with values, on whatever connection it is given. Sending is separate from
 * building: the statements of a transaction are then written to the socket together and in order.
 */
export interface Statement<V, R> {
  (values: V): Bound<R>;
  readonly text: string;
  /** The driver's parameters for these values: for query plans and for measuring against the bare driver. */
  readonly params: (values: V) => unknown[];
}

/** A statement with its values: give it a connection and it is on its way. */
export interface Bound<R> {
  (connection: Connection | Pool): Promise<R[]>;
}

interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  execute(values?: Record<string, unknown>): Promise<unknown>;
}

interface Preparable<P extends Prepared> {
  prepare(name: string): P;
}

type RowOf<P extends Prepared> = Awaited<ReturnType<P["execute"]>> extends readonly (infer R)[] ? R : never;

// Drizzle's own mapping from driver rows to result rows; exported, but stripped from its types.
const { mapResultRow } = internals as unknown as {
  mapResultRow: (fields: unknown, row: unknown[], joins: Record<string, boolean> | undefined) => unknown;
};

/** `statement<{ id: string }>()(query.select()....)`: values first, since TypeScript infers all or none. */
export const statement =
  <V extends object>() =>
  <P extends Prepared>(builder: Preparable<P>): Statement<V, RowOf<P>> => {
    const prepared = builder.prepare("statement") as P & {
      fields?: unknown;
      joinsNotNullableMap?: Record<string, boolean>;
    };
    const { sql: text, params } = prepared.getQuery();
    const { fields, joinsNotNullableMap } = prepared;
    const run = (values: V) => async (connection: Connection | Pool) => {
      const filled = fillPlaceholders(params, values as Record<string, unknown>) as postgres.ParameterOrJSON<never>[];
      // Executed here and now: left to `await`, it would be sent after a later query that is asked for its answer sooner.
      const sent = connection.unsafe(text, filled, { prepare: true }).execute();
      if (fields === undefined) {
        await sent;
        return [];
      }
      const rows = await sent.values();
      return rows.map((row) => mapResultRow(fields, row as unknown[], joinsNotNullableMap) as RowOf<P>);
    };
    return Object.assign(run, {
      text,
      params: (values: V) => fillPlaceholders(params, values as Record<string, unknown>),
    });
  };

const dialect = new PgDialect({ casing: "snake_case" });

/**
 * For SQL that the builder cannot say (CTEs that write, `jsonb_to_recordset`). Placeholders are `sql.placeholder`.
 * The row type is the caller's word: keep it beside the query. Columns come as the driver gives them.
 */
export const rawStatement =
  <V extends object, R extends object = never>() =>
  (source: SQL): Statement<V, R> => {
    const { sql: text, params } = dialect.sqlToQuery(source);
    const run = (values: V) => async (connection: Connection | Pool) => {
      const filled = fillPlaceholders(params, values as Record<string, unknown>) as postgres.ParameterOrJSON<never>[];
      return (await connection.unsafe(text, filled, { prepare: true }).execute()) as unknown as R[];
    };
    return Object.assign(run, {
      text,
      params: (values: V) => fillPlaceholders(params, values as Record<string, unknown>),
    });
  };
