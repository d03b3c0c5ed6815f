import { sql } from "drizzle-orm";
import { check, customType, foreignKey, text, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";

/** A moment: `timestamptz` in the database, an ISO 8601 string in UTC everywhere else. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});

/**
 * A name or title by which lists are sorted: as people sort words, and `Group 2` before `Group 10`. The column carries the
 * order, so that every `order by` and every page after a row follows it. `byWords` in the domain is the same order.
 */
export const sortedText = customType<{ data: string }>({ dataType: () => "text collate app.words" });

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** A half-open range of moments, `[from, to)`, in Postgres' own spelling. */
export const instantRange = customType<{ data: string; driverData: string }>({ dataType: () => "tstzrange" });

/** The first columns of every row that belongs to a tenant. */
export const owned = () => ({
  tenantId: uuid().notNull(),
  id: uuid().notNull(),
  createdAt: instant()
    .notNull()
    .default(sql`now()`),
  updatedAt: instant()
    .notNull()
    .default(sql`now()`),
});

interface TenantTable {
  readonly tenantId: AnyPgColumn;
  readonly id: AnyPgColumn;
}

/** A reference that cannot leave its tenant: the tenant is part of the key on both sides. */
export const belongsTo = (tenantId: AnyPgColumn, column: AnyPgColumn, target: TenantTable) =>
  foreignKey({ columns: [tenantId, column], foreignColumns: [target.tenantId, target.id] });

/** The allowed values of a text column, taken from the domain's enum. */
export const oneOf = (name: string, column: AnyPgColumn, schema: { readonly options: readonly string[] }) => {
  for (const value of schema.options) if (!/^[\w.]+$/.test(value)) throw new Error(`Not a plain value: ${value}`);
  // Constraints are written into the migration as text: they cannot carry parameters.
  return check(name, sql`${column} in (${sql.raw(schema.options.map((value) => `'${value}'`).join(", "))})`);
};

/** A text column that holds one of an enum's values; `oneOf` makes the database hold it to that. */
export const choice = <T extends string>(_schema: { readonly options: readonly T[] }) => text().$type<T>();
