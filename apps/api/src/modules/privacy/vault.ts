import type { Pool } from "@handrail/db/client";
import { rawStatement } from "@handrail/db/statement";
import { openField, openSubjectKey, openTenantKey, type OpenKey, type WrappedKey } from "@handrail/db/vault/envelope";
import type { Keyring } from "@handrail/db/vault/keyring";
import { sql } from "drizzle-orm";

import { mintScope, read } from "../../kernel/scope.ts";

interface RevealedName {
  readonly studentId: string;
  readonly preferredName: string;
  readonly fullName: string;
}

/** The only door to names. It hands out what the signed-in person was recorded to see, and nothing else. */
export interface VaultDesk {
  namesOf(tokenHash: Uint8Array, studentIds: readonly string[]): Promise<RevealedName[]>;
}

interface KeyRow {
  id: string;
  wrapped: Uint8Array;
  wrappedBy: string;
  destroyedAt: string | null;
}

type NameRow = KeyRow & { studentId: string; field: "full_name" | "preferred_name"; ciphertext: Uint8Array };

const tenantKeys = rawStatement<object, KeyRow>()(sql`
  select id, wrapped, wrapped_by as "wrappedBy", destroyed_at as "destroyedAt" from vault.keys
   where tenant_id = (select app.tenant_id()) and subject_kind = 'tenant'`);

/** Row-level security leaves of these only what a recorded reveal covers (policy revealed_only). */
const sealedNames = rawStatement<{ studentIds: string }, NameRow>()(sql`
  select i.subject_id as "studentId", i.field, i.ciphertext, k.id, k.wrapped, k.wrapped_by as "wrappedBy",
      k.destroyed_at as "destroyedAt"
    from vault.identities i join vault.keys k on k.tenant_id = i.tenant_id and k.id = i.key_id
   where i.tenant_id = (select app.tenant_id()) and i.subject_kind = 'student'
     and i.subject_id = any (${sql.placeholder("studentIds")}::uuid[]) and i.field in ('full_name', 'preferred_name')`);

const openNames = (rows: readonly NameRow[], open: (row: NameRow) => string): RevealedName[] => {
  const names = new Map<string, Partial<Record<NameRow["field"], string>>>();
  for (const row of rows) names.set(row.studentId, { ...names.get(row.studentId), [row.field]: open(row) });
  return [...names].map(([studentId, { full_name: full, preferred_name: preferred }]) => ({
    studentId,
    preferredName: preferred ?? full ?? "",
    fullName: full ?? preferred ?? "",
  }));
};

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

export const createVaultDesk = ({ pool, keyring }: { pool: Pool; keyring: Keyring }): VaultDesk => ({
  namesOf: async (tokenHash, studentIds) => {
    if (studentIds.length === 0) return [];
    const scope = mintScope({
      pool,
      tokenHash,
      access: "signed_in",
      requestId: "vault",
      ipHash: null,
      signal: undefined,
      onTouchDue: () => undefined,
    });
    const { actor, rows } = await read(scope, tenantKeys({}), sealedNames({ studentIds: `{${studentIds.join(",")}}` }));
    const [keys, sealed] = rows;
    const tenantKey = keyOpener(keyring, actor.tenantId, keys);
    // Whoever was erased has ciphertexts and no key: no name any more.
    const readable = sealed.filter((row) => row.destroyedAt === null);
    return openNames(readable, (row) => {
      const subject = { tenantId: actor.tenantId, subjectKind: "student", subjectId: row.studentId } as const;
      const key = openSubjectKey(tenantKey(row.wrappedBy), subject, row);
      return openField(key, { subject, field: row.field }, row.ciphertext);
    });
  },
});
