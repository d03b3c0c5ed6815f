import type { Pool } from "@handrail/db/client";
import { rawStatement } from "@handrail/db/statement";
import type { Keyring } from "@handrail/db/vault/keyring";
import { searchedFields, tokensOfName, type SearchedField } from "@handrail/db/vault/name-tokens";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { nothingToDo } from "../../kernel/command.ts";
import { inTenant } from "../../kernel/in-tenant.ts";
import { idList, openFields, sealedFields, tenantKeys, type SealedField } from "./sealed-fields.ts";
import { contactFields, contactFrom, type Contact } from "./vault.ts";

/** What the vault does for jobs. They work inside one school as nobody in particular, and read next to nothing. */
export interface VaultJobs {
  /**
   * Where to send: of these guardians, those who may be contacted and to whom a message is queued or on its way. The
   * database decides (policy revealed_only): once a message is sent, its address is closed to jobs again.
   */
  contactsOf(tenantId: string, guardianIds: readonly string[]): Promise<Contact[]>;
  /** What a student is called, for as long as a message about them is queued or on its way; null when it is not known. */
  nameOf(tenantId: string, studentId: string): Promise<string | null>;
  /**
   * Puts the names that are not in the search index there, and answers how many there were. It may be stopped at any
   * time: what is in stays, and the next run goes on with the rest.
   */
  indexNames(tenantId: string): Promise<number>;
}

const batch = 200;

/** Names without a token. */
const unindexed = rawStatement<{ fields: string; most: number }, SealedField>()(sql`
  select i.subject_id as "subjectId", i.field, i.ciphertext, k.id, k.wrapped, k.wrapped_by as "wrappedBy",
      k.destroyed_at as "destroyedAt"
    from vault.identities i join vault.keys k on k.tenant_id = i.tenant_id and k.id = i.key_id
   where i.tenant_id = (select app.tenant_id()) and i.subject_kind = 'student' and k.destroyed_at is null
     and i.field = any (${sql.placeholder("fields")}::text[])
     and not exists (select 1 from vault.blind_index b
                      where b.tenant_id = i.tenant_id and b.subject_kind = 'student' and b.subject_id = i.subject_id
                        and b.field = i.field)
   order by i.subject_id limit ${sql.placeholder("most")}::int`);

const insertTokens = rawStatement<{ rows: string }>()(sql`
  insert into vault.blind_index (tenant_id, id, subject_kind, subject_id, field, token)
  select (select app.tenant_id()), r.id, 'student', r.subject_id, r.field, decode(r.token, 'hex')
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, subject_id uuid, field text, token text)
  on conflict do nothing`);

export const createVaultJobs = ({ pool, keyring }: { pool: Pool; keyring: Keyring }): VaultJobs => {
  // The vault's role writes no events: whoever runs the job says what became of it.
  const bench = { pool, wake: () => undefined, origin: "vault" };
  const indexBatch = (tenantId: string): Promise<number> =>
    inTenant(bench, tenantId, async (tx) => {
      const [keys, rows] = await tx.facts(tenantKeys({}), unindexed({ fields: idList(searchedFields), most: batch }));
      const names = openFields(keyring, tenantId, { keys, subjectKind: "student", rows });
      const tokens = [...names].flatMap(([subjectId, values]) =>
        Object.entries(values).flatMap(([field, name]) =>
          tokensOfName(keyring, { tenantId, field: field as SearchedField }, name).map((token) => ({
            id: newId(),
            subject_id: subjectId,
            field,
            token: Buffer.from(token).toString("hex"),
          })),
        ),
      );
      tx.write(insertTokens({ rows: JSON.stringify(tokens) }));
      // A name without a single letter leaves no token: it would come again for ever.
      return nothingToDo(tokens.length === 0 ? 0 : rows.length);
    });
  return {
    contactsOf: (tenantId, guardianIds) =>
      inTenant(bench, tenantId, async (tx) => {
        const asked = { subjectKind: "guardian", subjectIds: idList(guardianIds), fields: contactFields } as const;
        const [keys, rows] = await tx.facts(tenantKeys({}), sealedFields(asked));
        const found = openFields(keyring, tenantId, { keys, subjectKind: "guardian", rows });
        return nothingToDo([...found].map(([guardianId, fields]) => contactFrom(guardianId, fields)));
      }),
    nameOf: (tenantId, studentId) =>
      inTenant(bench, tenantId, async (tx) => {
        const fields = "{full_name,preferred_name}";
        const asked = { subjectKind: "student", subjectIds: idList([studentId]), fields } as const;
        const [keys, rows] = await tx.facts(tenantKeys({}), sealedFields(asked));
        const found = openFields(keyring, tenantId, { keys, subjectKind: "student", rows }).get(studentId);
        return nothingToDo(found?.preferred_name ?? found?.full_name ?? null);
      }),
    indexNames: async (tenantId) => {
      let total = 0;
      for (;;) {
        const done = await indexBatch(tenantId);
        total += done;
        if (done < batch) return total;
      }
    },
  };
};
