import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** Builds queries and runs none: statements are compiled once and run on a scope's connection. */
export const query = drizzle.mock({ casing: "snake_case" });

export type Pool = postgres.Sql;
export type Connection = postgres.ReservedSql;

export interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
}

/** A pool for one of the login roles. */
export const openPool = ({ url, name, max }: PoolOptions): Pool => {
  const pool = postgres(url, {
    max,
    onnotice: () => undefined,
    // The default waits up to 20 s per connection after the server was restarted.
    backoff: () => 0.1,
    connect_timeout: 5,
    connection: { application_name: name },
  });
  // Gives the pool the parsers that compiled statements expect: moments and JSON stay text until a column maps them.
  drizzle(pool);
  return pool;
};
