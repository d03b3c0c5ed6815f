import type { Pool } from "@handrail/db/client";

interface RoleRow {
  name: string;
  is_super: boolean;
  passes_rls: boolean;
  owns: number;
  makes_objects: boolean;
}

/**
 * Refuses a connection that row-level security does not hold: a superuser, a role with BYPASSRLS, the owner of a table
 * (or a member of the owner's role, who could become it), or a role that may make objects, temporary ones too, which
 * could stand in for those that policies use.
 */
export const checkRole = async (pool: Pool, label: string): Promise<void> => {
  const [role] = await pool<RoleRow[]>`
    select r.rolname as name, r.rolsuper as is_super, r.rolbypassrls as passes_rls,
      (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'auth', 'vault', 'app') and c.relkind in ('r', 'p', 'm')
          and pg_has_role(r.oid, c.relowner, 'member')) as owns,
      has_database_privilege(r.oid, current_database(), 'temporary, create') as makes_objects
      from pg_roles r where r.rolname = session_user`;
  if (role === undefined) throw new Error(`${label}: the database does not know its own user.`);
  const faults = [
    role.is_super ? "it is a superuser" : null,
    role.passes_rls ? "it has BYPASSRLS" : null,
    role.owns > 0 ? `it owns ${role.owns} tables or may become their owner` : null,
    role.makes_objects
      ? "it may make objects of its own in this database (pnpm db:migrate takes that right away)"
      : null,
  ].filter((fault) => fault !== null);
  if (faults.length > 0)
    throw new Error(
      `Handrail will not start: the ${label} connection signs in as "${role.name}", and ${faults.join(" and ")}. Row-level security would not hold. Use the role that the migration made for it.`,
    );
};
