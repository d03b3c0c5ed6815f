import { queueSchema } from "../queue.ts";
import { loginRoles } from "../roles.ts";
import { schemas, type Catalogue, type Finding } from "./catalogue.ts";

type Right = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** What a role may hold on a table: of several lines for a role, the first that matches decides. */
const allowances: readonly { role: string; tables: RegExp; rights: readonly Right[] }[] = [
  // Who may do what is read here and changed elsewhere; these tables decide over all others.
  {
    role: "handrail_api",
    tables: /^public\.(tenants|users|roles|user_roles|role_permissions|tools|role_tools|consents|sharing_grants)$/,
    rights: ["SELECT"],
  },
  // What happened is written once.
  {
    role: "handrail_api",
    tables: /^public\.(audit_logs|idempotency_keys|reveals|reveal_subjects)$/,
    rights: ["SELECT", "INSERT"],
  },
  { role: "handrail_api", tables: /^public\.outbox_events$/, rights: ["INSERT"] },
  // Memberships end, drafts are thrown away, and an entry can be taken back for two minutes.
  {
    role: "handrail_api",
    tables: /^public\.(intervention_team|case_team|case_entries|case_drafts|saved_views|hint_answers)$/,
    rights: ["SELECT", "INSERT", "UPDATE", "DELETE"],
  },
  { role: "handrail_api", tables: /^public\./, rights: ["SELECT", "INSERT", "UPDATE"] },
  { role: "handrail_worker", tables: /^public\.outbox_events$/, rights: ["SELECT", "INSERT", "UPDATE", "DELETE"] },
  { role: "handrail_worker", tables: /^public\.audit_logs$/, rights: ["SELECT", "INSERT"] },
  {
    role: "handrail_worker",
    tables:
      /^public\.(communication_log|messages|notification_events|notifications|digests|jobs|exit_recommendations|progress_verdicts)$/,
    rights: ["SELECT", "INSERT", "UPDATE"],
  },
  { role: "handrail_worker", tables: /^public\.idempotency_keys$/, rights: ["SELECT", "DELETE"] },
  { role: "handrail_worker", tables: /^public\./, rights: ["SELECT"] },
  { role: "handrail_worker", tables: /^graphile_worker\.migrations$/, rights: ["SELECT"] },
  { role: "handrail_worker", tables: /^graphile_worker\._private_/, rights: ["SELECT", "INSERT", "UPDATE", "DELETE"] },
  { role: "handrail_auth", tables: /^auth\./, rights: ["SELECT", "INSERT", "UPDATE", "DELETE"] },
  { role: "handrail_auth", tables: /^public\.(users|tenants)$/, rights: ["SELECT"] },
  { role: "handrail_auth", tables: /^public\.audit_logs$/, rights: ["INSERT"] },
  { role: "handrail_vault", tables: /^app\.keyring$/, rights: ["SELECT", "INSERT", "UPDATE"] },
  { role: "handrail_vault", tables: /^vault\.blind_index$/, rights: ["SELECT", "INSERT", "DELETE"] },
  { role: "handrail_vault", tables: /^vault\./, rights: ["SELECT", "INSERT", "UPDATE"] },
  {
    role: "handrail_vault",
    tables: /^public\.(reveals|reveal_subjects|student_guardians|communication_log)$/,
    rights: ["SELECT"],
  },
  {
    role: "handrail_gate",
    tables: /^(app\.context_key|auth\.sessions|auth\.api_tokens|public\.calendar_feeds)$/,
    rights: ["SELECT"],
  },
  {
    role: "handrail_gate",
    tables: /^public\.(users|user_roles|roles|role_tools|tools|role_permissions)$/,
    rights: ["SELECT"],
  },
  { role: "handrail_gate", tables: /^public\.(tenants|schools)$/, rights: ["SELECT"] },
  { role: "handrail_gate", tables: /^public\.outbox_events$/, rights: ["INSERT"] },
  { role: "handrail_gate", tables: /^public\.audit_logs$/, rights: ["SELECT", "UPDATE"] },
];

/** Rights on tables and on their columns, beyond those that the owner has. */
const grantFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ table: string; grantee: string; right: string; column: string | null }[]>`
    with tables as (
      select c.oid, c.relowner, c.relacl, n.nspname || '.' || c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
         and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    ), rights as (
      select t.name, t.relowner, x.grantee, x.privilege_type, null::name as attname from tables t, aclexplode(t.relacl) x
      union all
      select t.name, t.relowner, x.grantee, x.privilege_type, a.attname
        from tables t join pg_attribute a on a.attrelid = t.oid, aclexplode(a.attacl) x
    )
    select name as table, case grantee when 0 then 'everyone' else pg_get_userbyid(grantee) end as grantee,
      privilege_type as right, attname as column from rights where grantee <> relowner`;
  return rows.flatMap(({ table, grantee, right, column }): Finding[] => {
    const allowed = allowances.find(({ role, tables }) => role === grantee && tables.test(table))?.rights ?? [];
    if ((allowed as readonly string[]).includes(right)) return [];
    return [{ about: table, fault: `gives ${right} to ${grantee}${column === null ? "" : ` on ${column}`}` }];
  });
};

const schemaUse: Readonly<Record<string, readonly string[]>> = {
  handrail_api: ["public", "app"],
  handrail_worker: ["public", "app", queueSchema],
  handrail_auth: ["public", "app", "auth"],
  handrail_vault: ["public", "app", "vault"],
};

const schemaFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ role: string; schema: string; mayUse: boolean; mayCreate: boolean }[]>`
    select r.rolname as role, n.nspname as schema, has_schema_privilege(r.oid, n.oid, 'usage') as "mayUse",
      has_schema_privilege(r.oid, n.oid, 'create') as "mayCreate"
      from pg_roles r, pg_namespace n
     where r.rolname = any(${[...loginRoles]}::text[]) and n.nspname !~ '^pg_(catalog$|toast)'
       and n.nspname <> 'information_schema'`;
  const known: readonly string[] = [...schemas, "drizzle", queueSchema];
  return rows.flatMap(({ role, schema, mayUse, mayCreate }): Finding[] => [
    ...(mayUse && known.includes(schema) && schemaUse[role]?.includes(schema) !== true
      ? [{ about: role, fault: `may enter the schema ${schema}` }]
      : []),
    ...(mayCreate ? [{ about: role, fault: `may create in the schema ${schema}` }] : []),
  ]);
};

interface RoleRow {
  readonly name: string;
  readonly logsIn: boolean;
  readonly powers: string[];
  readonly owns: number;
  readonly memberOf: string[];
}

/** The roles own nothing they could misuse, have no powers, and cannot become another role. */
const roleFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const expected = [...loginRoles, "handrail_owner", "handrail_gate"];
  const rows = await sql<RoleRow[]>`
    select r.rolname as name, r.rolcanlogin as "logsIn",
      array_remove(array[case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
        case when r.rolcreatedb then 'createdb' end, case when r.rolcreaterole then 'createrole' end,
        case when r.rolreplication then 'replication' end], null)::text[] as powers,
      (select count(*)::int from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
        and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))) as owns,
      array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as "memberOf"
      from pg_roles r where r.rolname = any(${expected}::text[])`;
  return expected.flatMap((name): Finding[] => {
    const role = rows.find((one) => one.name === name);
    if (role === undefined) return [{ about: name, fault: "does not exist" }];
    const isLogin = (loginRoles as readonly string[]).includes(name);
    const allowedGroups = name === "handrail_owner" ? ["handrail_gate"] : [];
    return [
      ...role.powers.map((power) => `has ${power}`),
      ...role.memberOf.filter((group) => !allowedGroups.includes(group)).map((group) => `is a member of ${group}`),
      ...(isLogin && role.owns > 0 ? [`owns ${role.owns} things`] : []),
      ...(!isLogin && role.logsIn ? ["can log in"] : []),
    ].map((fault) => ({ about: name, fault }));
  });
};

export const rightFindings = async (sql: Catalogue): Promise<Finding[]> => [
  ...(await grantFindings(sql)),
  ...(await schemaFindings(sql)),
  ...(await roleFindings(sql)),
];
