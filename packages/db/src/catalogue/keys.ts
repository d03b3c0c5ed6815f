import { goneFrom, schemas, tablesWithoutTenant, tenantColumnOf, type Catalogue, type Finding } from "./catalogue.ts";

/** Indexes that do not begin with the tenant, each with its reason. */
const indexesWithoutTenant: Readonly<Record<string, string>> = {
  "public.tenants_pkey": "The tenant's own id.",
  "auth.rate_limits_pkey": "Belongs to no tenant.",
  "app.context_key_pkey": "Belongs to no tenant.",
  "app.keyring_pkey": "Belongs to no tenant.",
  "auth.sessions_by_token": "A request brings a token and no tenant; 256 random bits, chosen by the server.",
  "public.users_by_email": "A sign-in brings an e-mail address and no tenant.",
  "auth.sessions_by_age": "Old sign-ins of all tenants are removed by age.",
  "auth.api_tokens_by_token": "As for sign-ins: a token brings no tenant.",
  "public.calendar_feeds_by_token": "As for sign-ins: a token brings no tenant.",
  "auth.challenges_by_token": "As above, between password and code.",
  "public.outbox_events_open": "The dispatcher takes the oldest of all tenants.",
  "public.outbox_events_done": "Worked-off events are removed by age.",
  "public.idempotency_keys_by_age": "Spent keys are removed by age.",
};

/** Every foreign key between tenant tables holds the tenant on both sides, at the same place. */
const foreignKeyFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string; from: string; to: string; pairs: string[]; holds: boolean }[]>`
    select k.conname as name, fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to,
      k.convalidated and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) as holds,
      (select array_agg(fa.attname || ' ' || ta.attname)::text[] from unnest(k.conkey, k.confkey) as u (f, t)
         join pg_attribute fa on fa.attrelid = k.conrelid and fa.attnum = u.f
         join pg_attribute ta on ta.attrelid = k.confrelid and ta.attnum = u.t) as pairs
      from pg_constraint k
      join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where k.contype = 'f' and fn.nspname = any(${[...schemas]}::text[])`;
  return rows.flatMap(({ name, from, to, pairs, holds }): Finding[] => [
    ...(holds ? [] : [{ about: from, fault: `has the foreign key ${name}, which is not validated or not enforced` }]),
    ...(from in tablesWithoutTenant || pairs.includes(`${tenantColumnOf(from)} ${tenantColumnOf(to)}`)
      ? []
      : [{ about: from, fault: `has the foreign key ${name} without the tenant on both sides` }]),
  ]);
};

const indexFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ table: string; name: string; start: string | null; valid: boolean }[]>`
    select n.nspname || '.' || c.relname as table, n.nspname || '.' || x.relname as name, i.indisvalid as valid,
      a.attname as start
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where n.nspname = any(${[...schemas]}::text[])`;
  const findings = rows.flatMap(({ table, name, start, valid }): Finding[] => [
    ...(valid ? [] : [{ about: table, fault: `has the index ${name}, which is not valid` }]),
    ...(name in indexesWithoutTenant || start === "tenant_id"
      ? []
      : [{ about: table, fault: `has the index ${name}, which does not begin with the tenant` }]),
  ]);
  const names = new Set(rows.map(({ name }) => name));
  return [...findings, ...goneFrom(indexesWithoutTenant, names, "indexes without tenant")];
};

const noClash =
  "EXCLUDE USING gist (tenant_id WITH =, resource_kind WITH =, resource_id WITH =, during WITH &&) WHERE (active)";

/** The one place where clashes are refused. */
const clashFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ rule: string }[]>`
    select pg_get_constraintdef(oid) as rule from pg_constraint
     where contype = 'x' and conrelid = to_regclass('public.bookings')`;
  return rows.some(({ rule }) => rule === noClash)
    ? []
    : [{ about: "public.bookings", fault: "has lost the exclusion constraint that refuses clashes" }];
};

export const keyFindings = async (sql: Catalogue): Promise<Finding[]> => [
  ...(await foreignKeyFindings(sql)),
  ...(await indexFindings(sql)),
  ...(await clashFindings(sql)),
];
