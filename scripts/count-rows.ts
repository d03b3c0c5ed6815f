import type postgres from "postgres";

/** The rows of every table, by its name. Refused for a role that row-level security holds: it would count what it may see. */
export const countRows = async (sql: postgres.Sql): Promise<ReadonlyMap<string, number>> =>
  sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local statement_timeout = '30min'`;
    const tables = await tx<{ name: string; isHeld: boolean }[]>`
      select format('%I.%I', n.nspname, c.relname) as name, row_security_active(c.oid) as "isHeld"
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
       order by 1`;
    const held = tables.find(({ isHeld }) => isHeld);
    if (held !== undefined)
      throw new Error(
        `Row-level security holds this role on ${held.name}: it does not see all rows. Use a superuser, or the role that README names under "Back up".`,
      );
    const counts = new Map<string, number>();
    for (const { name } of tables) {
      const [row] = await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from ${name}`);
      counts.set(name, row?.n ?? 0);
    }
    return counts;
  });

/** In words, each table whose number of rows is another one, or that is missing. */
export const differences = (
  expected: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
): readonly string[] =>
  [...expected].flatMap(([name, count]) =>
    found.get(name) === count ? [] : [`${name}: ${count} rows, restored ${found.get(name) ?? "no table"}`],
  );
