import { queueSchema } from "../queue.ts";
import { goneFrom, schemas, tablesWithoutTenant, tenantColumnOf, type Catalogue, type Finding } from "./catalogue.ts";

export interface TableFacts {
  readonly name: string;
  readonly owner: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly tenantNotNull: boolean | null;
  readonly keyStart: string | null;
}

/** Every table of the walk, with what row-level security and the primary key say. */
export const readTables = async (sql: Catalogue): Promise<TableFacts[]> => {
  const rows = await sql<TableFacts[]>`
    select n.nspname || '.' || c.relname as name, pg_get_userbyid(c.relowner) as owner,
      c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      (select a.attnotnull from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
        as "tenantNotNull",
      (select a.attname from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
        where k.conrelid = c.oid and k.contype = 'p') as "keyStart"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any(${[...schemas]}::text[]) and c.relkind in ('r', 'p')
     order by 1`;
  return [...rows];
};

const faultsOf = (table: TableFacts): string[] => {
  const { name } = table;
  const faults: (string | false)[] = [
    !table.secured && "has row-level security off",
    !table.forced && "does not force row-level security on its owner",
    table.owner !== "handrail_owner" && `belongs to ${table.owner}, not to handrail_owner`,
  ];
  if (!(name in tablesWithoutTenant)) {
    const column = tenantColumnOf(name);
    faults.push(
      column === "tenant_id" && table.tenantNotNull !== true && "has no tenant_id that is not null",
      table.keyStart !== column && `has a primary key that does not begin with ${column}`,
    );
  }
  return faults.filter((fault) => fault !== false);
};

export const tableFindings = (tables: readonly TableFacts[]): Finding[] => [
  ...tables.flatMap((table) => faultsOf(table).map((fault) => ({ about: table.name, fault }))),
  ...goneFrom(tablesWithoutTenant, new Set(tables.map(({ name }) => name)), "tables without tenant"),
];

/** Tables, views and the like outside the schemas of the walk, or of a kind that row-level security does not hold. */
export const strayFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string; schema: string; kind: string; invoker: boolean }[]>`
    select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relkind as kind,
      coalesce('security_invoker=true' = any(c.reloptions) or 'security_invoker=on' = any(c.reloptions), false) as invoker
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by 1`;
  return rows.flatMap(({ name, schema, kind, invoker }): Finding[] => {
    if (kind === "m") return [{ about: name, fault: "is a materialised view, which row-level security does not hold" }];
    if (kind === "f") return [{ about: name, fault: "is a foreign table, which row-level security does not hold" }];
    if (kind === "v") return invoker ? [] : [{ about: name, fault: "is a view without security_invoker" }];
    const isKnown =
      (schemas as readonly string[]).includes(schema) ||
      schema === queueSchema ||
      name === "drizzle.__drizzle_migrations";
    return isKnown ? [] : [{ about: name, fault: "lies outside the schemas that are checked" }];
  });
};
