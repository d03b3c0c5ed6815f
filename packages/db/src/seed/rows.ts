import { createHash } from "node:crypto";

import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";

/** The same label always gets the same id, shaped like a random UUID: tests and bookmarks survive a new demo. */
export const idOf = (label: string): string => {
  const hash = createHash("sha256").update(`handrail demo ${label}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hash.slice(16, 17), 16) % 4];
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

/** Numbers in [0, 1) that are the same at every run (mulberry32). */
export const chanceOf = (label: string): (() => number) => {
  let state = createHash("sha256").update(label).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const forDatabase = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : value;

/** A row of a table without its tenant, which the transaction knows. */
export type RowOf<T extends PgTable> = Omit<T["$inferInsert"], "tenantId">;

/** Writes all rows in one statement. Every row names the same columns; the others keep their defaults. */
export const insertAll = async <T extends PgTable>(
  tx: postgres.TransactionSql,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<void> => {
  const [first] = rows;
  if (first === undefined) return;
  const keys = Object.keys(first);
  const { name, schema = "public" } = getTableConfig(table);
  const records = rows.map((row) => {
    const values = new Map(Object.entries(row));
    if (values.size !== keys.length || keys.some((key) => !values.has(key)))
      throw new Error(`Rows of ${name} differ in their columns.`);
    return Object.fromEntries(keys.map((key) => [toSnakeCase(key), forDatabase(values.get(key))]));
  });
  const columns = keys.map((key) => `"${toSnakeCase(key)}"`).join(", ");
  const target = `"${schema}"."${name}"`;
  // As text: the driver would write a JSON string once more as JSON.
  await tx.unsafe(
    `insert into ${target} (tenant_id, ${columns})
     select (select app.tenant_id()), ${columns} from jsonb_populate_recordset(null::${target}, $1::text::jsonb)`,
    [JSON.stringify(records)],
  );
};
