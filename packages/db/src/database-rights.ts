import type postgres from "postgres";

import { loginRoles } from "./roles.ts";

/**
 * Takes from everybody what only the owner of a database needs: objects of one's own, temporary ones too (a type or a
 * function made there could stand in for one that a policy means), and large objects, which belong to no tenant and lie
 * outside row-level security. PostgreSQL gives the first two to every new database and does not copy their loss from a
 * template, so this belongs to the making of each database. Where the administrator is no superuser, the functions of
 * large objects stay as they are, and the check of the catalogue says so.
 */
export const closeDatabase = async (admin: postgres.ISql<Record<never, never>>): Promise<void> => {
  const everybody = ["public", ...loginRoles].join(", ");
  const [database] = await admin<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await admin.unsafe(`revoke create, temporary on database ${database?.name ?? ""} from ${everybody}`);
  const open = await admin<{ name: string }[]>`
    select distinct p.oid::regprocedure::text as name
      from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname like 'lo\\_%' or p.proname in ('loread', 'lowrite'))
       and (x.grantee = 0 or x.grantee in (select oid from pg_roles where rolname = any(${[...loginRoles]}::text[])))`;
  if (open.length > 0)
    await admin.unsafe(
      `revoke execute on function ${open.map(({ name }) => `pg_catalog.${name}`).join(", ")} from ${everybody}`,
    );
};
