import { rawStatement } from "@handrail/db/statement";
import { openField, openSubjectKey, openTenantKey, type OpenKey, type WrappedKey } from "@handrail/db/vault/envelope";
import type { Keyring } from "@handrail/db/vault/keyring";
import type { IdentityField, SubjectKind } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";

interface KeyRow {
  id: string;
  wrapped: Uint8Array;
  wrappedBy: string;
  destroyedAt: string | null;
}

export type SealedField = KeyRow & { subjectId: string; field: IdentityField; ciphertext: Uint8Array };

export const tenantKeys = rawStatement<object, KeyRow>()(sql`
  select id, wrapped, wrapped_by as "wrappedBy", destroyed_at as "destroyedAt" from vault.keys
   where tenant_id = (select app.tenant_id()) and subject_kind = 'tenant'`);

/** Row-level security leaves of these only what a record covers (policy revealed_only). */
export const sealedFields = rawStatement<
  { subjectKind: SubjectKind; subjectIds: string; fields: string },
  SealedField
>()(sql`
  select i.subject_id as "subjectId", i.field, i.ciphertext, k.id, k.wrapped, k.wrapped_by as "wrappedBy",
      k.destroyed_at as "destroyedAt"
    from vault.identities i join vault.keys k on k.tenant_id = i.tenant_id and k.id = i.key_id
   where i.tenant_id = (select app.tenant_id()) and i.subject_kind = ${sql.placeholder("subjectKind")}
     and i.subject_id = any (${sql.placeholder("subjectIds")}::uuid[])
     and i.field = any (${sql.placeholder("fields")}::text[])`);

/** A tenant's keys, each opened when its first name asks for it. */
const keyOpener = (keyring: Keyring, tenantId: string, keys: readonly WrappedKey[]) => {
  const opened = new Map<string, OpenKey>();
  return (id: string): OpenKey => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    const row = keys.find((key) => key.id === id);
    if (row === undefined) throw new Error("A name is sealed under a key that its school does not have");
    const key = openTenantKey(keyring, tenantId, row);
    opened.set(id, key);
    return key;
  };
};

export type OpenedFields = ReadonlyMap<string, Partial<Readonly<Record<IdentityField, string>>>>;

/** What the rows say, by person. Whoever was erased has ciphertexts and no key: they say nothing any more. */
export const openFields = (
  keyring: Keyring,
  tenantId: string,
  found: { keys: readonly WrappedKey[]; subjectKind: SubjectKind; rows: readonly SealedField[] },
): OpenedFields => {
  const tenantKey = keyOpener(keyring, tenantId, found.keys);
  const opened = new Map<string, Partial<Record<IdentityField, string>>>();
  for (const row of found.rows) {
    if (row.destroyedAt !== null) continue;
    const subject = { tenantId, subjectKind: found.subjectKind, subjectId: row.subjectId };
    const key = openSubjectKey(tenantKey(row.wrappedBy), subject, row);
    const value = openField(key, { subject, field: row.field }, row.ciphertext);
    opened.set(row.subjectId, { ...opened.get(row.subjectId), [row.field]: value });
  }
  return opened;
};

export const idList = (ids: readonly string[]): string => `{${ids.join(",")}}`;
