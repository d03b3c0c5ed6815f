import type { Connection, Pool } from "@handrail/db/client";

import { acquire } from "../../kernel/scope.ts";

/** One statement, or several that need not stand or fall together. */
export const onConnection = async <T>(pool: Pool, work: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = await acquire(pool);
  try {
    return await work(connection);
  } finally {
    connection.release();
  }
};

/** All or nothing, on the sign-in role's pool. */
export const inTransaction = async <T>(pool: Pool, work: (tx: Connection) => Promise<T>): Promise<T> =>
  onConnection(pool, async (connection) => {
    let isOpen = true;
    try {
      await connection`begin`;
      const result = await work(connection);
      const { command } = await connection`commit`;
      // A failed transaction answers a commit with ROLLBACK and no error.
      if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
      isOpen = false;
      return result;
    } finally {
      if (isOpen) await rollBack(connection);
    }
  });

const rollBack = async (connection: Connection): Promise<void> => {
  try {
    await connection`rollback`;
  } catch {
    // The connection is gone and the transaction with it; the first error is the one to tell.
  }
};
