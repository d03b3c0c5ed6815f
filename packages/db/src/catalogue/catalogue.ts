import type postgres from "postgres";

/** A connection, a pool or an open transaction: whatever can be asked about the system catalogue. */
export type Catalogue = postgres.ISql<Record<never, never>>;

/** Something that would let a row out of its tenant, and the table, function or role it is about. */
export interface Finding {
  readonly about: string;
  readonly fault: string;
}

/**
 * Where tables may lie. What the migrator itself remembers is in a schema that no login role may enter. The queue is the
 * job library's own schema, without tenants: its jobs hold ids only, the worker alone may enter, and `queueFindings`
 * looks at it.
 */
export const schemas = ["public", "auth", "vault", "app"] as const;

/** Tables that belong to no tenant, each with its reason. */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  "auth.rate_limits": "Counts tries before anybody is known, by keyed hashes; only the sign-in role reads it.",
  "app.keyring": "One row, the mark of the keyring; the vault's role alone reads and sets it.",
  "app.context_key": "One row, the key of the signed context; only the gate reads it.",
};

/** The one table whose tenant is its own id. */
export const tenantColumnOf = (table: string): string => (table === "public.tenants" ? "id" : "tenant_id");

/** Faults of a list against what is there: an entry that is gone would otherwise cover a later namesake. */
export const goneFrom = (
  list: Readonly<Record<string, unknown>>,
  found: ReadonlySet<string>,
  named: string,
): Finding[] =>
  Object.keys(list)
    .filter((about) => !found.has(about))
    .map((about) => ({ about, fault: `is listed under ${named} and is not there` }));
