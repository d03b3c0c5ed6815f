import { goneFrom, schemas, tablesWithoutTenant, tenantColumnOf, type Catalogue, type Finding } from "./catalogue.ts";
import type { TableFacts } from "./tables.ts";

type Verb = "select" | "insert" | "update" | "delete" | "all";

interface Wider {
  readonly role: string;
  readonly verb: Verb;
  readonly reason: string;
}

const signsIn = (verb: Verb): Wider => ({
  role: "handrail_auth",
  verb,
  reason: "Before sign-in there is no tenant: the sign-in role works with the sign-in tables of all.",
});
const gateReads: Wider = {
  role: "handrail_gate",
  verb: "select",
  reason: "app.begin answers who holds this token and what they may do, before there is a tenant.",
};
const worker = (verb: Verb): Wider => ({
  role: "handrail_worker",
  verb,
  reason: "The outbox and spent keys are worked off for all tenants; they hold ids and versions.",
});

/** Policies beside the four of each tenant table, each with the one role it is for and the reason. */
const widerPolicies: Readonly<Record<string, Wider>> = {
  "auth.sessions.sign_in_works": signsIn("all"),
  "auth.passwords.sign_in_works": signsIn("all"),
  "auth.pins.sign_in_works": signsIn("all"),
  "auth.totp.sign_in_works": signsIn("all"),
  "auth.backup_codes.sign_in_works": signsIn("all"),
  "auth.challenges.sign_in_works": signsIn("all"),
  "auth.rate_limits.sign_in_works": signsIn("all"),
  "auth.api_tokens.sign_in_works": signsIn("all"),
  "public.users.sign_in_reads": signsIn("select"),
  "public.tenants.sign_in_reads": signsIn("select"),
  "public.audit_logs.sign_in_records": signsIn("insert"),
  "auth.sessions.gate_reads": gateReads,
  "auth.api_tokens.gate_reads": gateReads,
  "public.calendar_feeds.gate_reads": {
    ...gateReads,
    reason: "A calendar address brings a token and no tenant.",
  },
  "public.users.gate_reads": gateReads,
  "public.user_roles.gate_reads": gateReads,
  "public.roles.gate_reads": gateReads,
  "public.role_tools.gate_reads": gateReads,
  "public.tools.gate_reads": gateReads,
  "public.role_permissions.gate_reads": gateReads,
  "public.tenants.gate_reads": { ...gateReads, reason: "app.schools_by_zone answers ids and zones of all schools." },
  "public.schools.gate_reads": { ...gateReads, reason: "app.schools_by_zone answers the zone of a school's calendar." },
  "app.context_key.gate_reads": { ...gateReads, reason: "app.mac signs and checks the context with it." },
  "app.keyring.vault_marks": {
    role: "handrail_vault",
    verb: "all",
    reason: "A start compares the keyring with the mark of the one that sealed the names; it belongs to no tenant.",
  },
  "public.outbox_events.gate_records": {
    ...gateReads,
    verb: "insert",
    reason: "A change of access is told to sockets.",
  },
  "public.audit_logs.sealer_reads": {
    ...gateReads,
    reason: "app.seal and app.verify_audit walk every tenant's chain.",
  },
  "public.audit_logs.sealer_seals": { ...gateReads, verb: "update", reason: "app.seal gives a row its place, once." },
  "public.outbox_events.worker_reads": worker("select"),
  "public.outbox_events.worker_updates": worker("update"),
  "public.outbox_events.worker_removes": worker("delete"),
  "public.idempotency_keys.worker_sees": worker("select"),
  "public.idempotency_keys.worker_removes": worker("delete"),
};

/** The restrictive policies that let nothing out of the vault which was not recorded first, or is not being sent. */
const guards: Readonly<Record<string, string>> = {
  "vault.identities": "revealed_only",
  "vault.contents": "opened_only",
};

interface PolicyRow {
  readonly table: string;
  readonly name: string;
  readonly verb: Verb;
  readonly permissive: boolean;
  readonly roles: string[];
  readonly sees: string | null;
  readonly writes: string | null;
}

const readPolicies = (sql: Catalogue) => sql<PolicyRow[]>`
  select n.nspname || '.' || c.relname as table, p.polname as name, p.polpermissive as permissive,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as verb,
    (select array_agg(case r when 0 then 'everyone' else pg_get_userbyid(r) end)::text[] from unnest(p.polroles) r) as roles,
    pg_get_expr(p.polqual, p.polrelid) as sees, pg_get_expr(p.polwithcheck, p.polrelid) as writes
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any(${[...schemas]}::text[])`;

const uses = { select: [true, false], insert: [false, true], update: [true, true], delete: [true, false] } as const;

/** The tenant's own policy for a verb, word for word: anything else is wider, narrower or a slip. */
const isTenantPolicy = (policy: PolicyRow): boolean => {
  if (!policy.permissive || policy.verb === "all" || policy.roles.join() !== "everyone") return false;
  const rule = `(${tenantColumnOf(policy.table)} = ( SELECT app.tenant_id() AS tenant_id))`;
  const [sees, writes] = uses[policy.verb];
  return policy.sees === (sees ? rule : null) && policy.writes === (writes ? rule : null);
};

const strangeness = (policy: PolicyRow): Finding[] => {
  if (!policy.permissive || isTenantPolicy(policy)) return [];
  const allowed = widerPolicies[`${policy.table}.${policy.name}`];
  if (allowed !== undefined && allowed.role === policy.roles.join() && allowed.verb === policy.verb) return [];
  return [
    {
      about: policy.table,
      fault: `has the policy ${policy.name} (${policy.verb}, ${policy.roles.join()}), which is not listed`,
    },
  ];
};

export const policyFindings = async (sql: Catalogue, tables: readonly TableFacts[]): Promise<Finding[]> => {
  const policies = [...(await readPolicies(sql))];
  const missing = tables
    .filter(({ name }) => !(name in tablesWithoutTenant))
    .flatMap(({ name }) =>
      (["select", "insert", "update", "delete"] as const)
        .filter((verb) => !policies.some((one) => one.table === name && one.verb === verb && isTenantPolicy(one)))
        .map((verb) => ({ about: name, fault: `has no policy for ${verb} that compares the tenant` })),
    );
  const unguarded = Object.entries(guards).flatMap(([table, policy]): Finding[] => {
    const guard = policies.find((one) => one.table === table && one.name === policy);
    return guard === undefined || guard.permissive || guard.verb !== "select" || guard.roles.join() !== "handrail_vault"
      ? [{ about: table, fault: `has lost the restrictive policy ${policy}` }]
      : [];
  });
  const names = new Set(policies.map(({ table, name }) => `${table}.${name}`));
  return [
    ...missing,
    ...policies.flatMap(strangeness),
    ...unguarded,
    ...goneFrom(widerPolicies, names, "wider policies"),
  ];
};
