import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, inject, it } from "vitest";

import { query } from "./client.ts";
import { rawStatement, statement } from "./statement.ts";

it("statements go out in the order in which they are given a connection, whatever is done with their answers", async () => {
  const sent: string[] = [];
  const pool = postgres(inject("adminUrl"), {
    max: 1,
    fetch_types: false,
    debug: (_connection, text) => void sent.push(text),
  });
  const connection = await pool.reserve();
  const raw = rawStatement<object>()(sql`select 1`);
  const built = statement<object>()(query.select({ two: sql<number>`2` }).from(sql`(select 2) as t`));
  try {
    await Promise.all([
      connection.unsafe("begin").execute(),
      connection.unsafe("select 0", [], { prepare: true }).then((rows) => rows.length),
      raw({})(connection),
      built({})(connection),
    ]);
    await Promise.all([
      built({})(connection),
      raw({})(connection),
      connection
        .unsafe("commit")
        .execute()
        .then((result) => result.command),
    ]);
  } finally {
    connection.release();
    await pool.end();
  }
  expect(sent).toEqual(["begin", "select 0", raw.text, built.text, built.text, raw.text, "commit"]);
});
