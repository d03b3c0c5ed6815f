import { loginRoles } from "../roles.ts";
import { schemas, type Catalogue, type Finding } from "./catalogue.ts";

const grantee = (column: string): string => `case ${column} when 0 then 'everyone' else pg_get_userbyid(${column}) end`;

/** Objects of one's own in this database, and large objects: for its owner alone. */
const databaseFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const roles = [...loginRoles];
  const rights = await sql<{ who: string; right: string }[]>`
    select ${sql.unsafe(grantee("x.grantee"))} as who, x.privilege_type as right
      from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
     where d.datname = current_database() and x.privilege_type in ('TEMPORARY', 'CREATE')
       and (x.grantee = 0 or x.grantee in (select oid from pg_roles where rolname = any(${roles}::text[])))`;
  const callers = await sql<{ name: string; who: string }[]>`
    select 'pg_catalog.' || p.oid::regprocedure as name, ${sql.unsafe(grantee("x.grantee"))} as who
      from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
     where p.pronamespace = 'pg_catalog'::regnamespace and (p.proname like 'lo\\_%' or p.proname in ('loread', 'lowrite'))
       and (x.grantee = 0 or x.grantee in (select oid from pg_roles where rolname = any(${roles}::text[])))
     order by 1, 2`;
  const [large] = await sql<{ count: number }[]>`select count(*)::int as count from pg_largeobject_metadata`;
  return [
    ...rights.map(({ who, right }) => ({ about: "the database", fault: `gives ${right} to ${who}` })),
    ...callers.map(({ name, who }) => ({ about: name, fault: `may be called by ${who}` })),
    ...(large !== undefined && large.count > 0
      ? [{ about: "the database", fault: `holds ${large.count} large objects, which belong to no tenant` }]
      : []),
  ];
};

/**
 * Types, relations and functions under a name of the system's, tables under a name of the product's in a temporary
 * schema, and operators and casts that no extension brought: what text that is read at run time could mean instead.
 */
const shadowFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ about: string; fault: string }[]>`
    with outside as (
      select oid, nspname from pg_namespace where nspname <> 'information_schema' and nspname !~ '^pg_(catalog$|toast)'
    ), objects as (
      select t.tableoid as class, t.oid, n.nspname || '.' || t.typname as about, 'is a type under a name of the system''s' as fault
        from pg_type t join outside n on n.oid = t.typnamespace
       where t.typcategory <> 'A' and exists (
         select 1 from pg_type s where s.typnamespace = 'pg_catalog'::regnamespace and s.typname = t.typname)
      union all
      select p.tableoid, p.oid, n.nspname || '.' || p.proname, 'is a function under a name of the system''s'
        from pg_proc p join outside n on n.oid = p.pronamespace
       where exists (select 1 from pg_proc s where s.pronamespace = 'pg_catalog'::regnamespace and s.proname = p.proname)
      union all
      select c.tableoid, c.oid, n.nspname || '.' || c.relname, 'is a relation under a name of the system''s'
        from pg_class c join outside n on n.oid = c.relnamespace
       where exists (select 1 from pg_class s where s.relnamespace = 'pg_catalog'::regnamespace and s.relname = c.relname)
      union all
      select c.tableoid, c.oid, n.nspname || '.' || c.relname, 'is temporary, under the name of a table'
        from pg_class c join outside n on n.oid = c.relnamespace
       where n.nspname like 'pg\\_temp\\_%' and exists (
         select 1 from pg_class s join pg_namespace m on m.oid = s.relnamespace
          where m.nspname = any(${[...schemas]}::text[]) and s.relname = c.relname)
      union all
      select o.tableoid, o.oid, n.nspname || '.' || o.oprname, 'is an operator of nobody''s extension'
        from pg_operator o join outside n on n.oid = o.oprnamespace
      union all
      select k.tableoid, k.oid, 'the cast from ' || sn.nspname || '.' || s.typname || ' to ' || tn.nspname || '.' || t.typname,
        'is of nobody''s extension'
        from pg_cast k join pg_type s on s.oid = k.castsource join pg_namespace sn on sn.oid = s.typnamespace
        join pg_type t on t.oid = k.casttarget join pg_namespace tn on tn.oid = t.typnamespace
       -- Lower numbers are given out when a server is made.
       where k.oid >= 16384
    )
    select regexp_replace(about, 'pg_temp_\\d+', 'pg_temp', 'g') as about, fault from objects o
     where not exists (select 1 from pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
     order by 1, 2`;
  return [...rows];
};

export const nameFindings = async (sql: Catalogue): Promise<Finding[]> => [
  ...(await databaseFindings(sql)),
  ...(await shadowFindings(sql)),
];
