import type { Pool } from "@handrail/db/client";
import { rawStatement } from "@handrail/db/statement";
import type { Keyring } from "@handrail/db/vault/keyring";
import { tokensOfSearch } from "@handrail/db/vault/name-tokens";
import { nameWords } from "@handrail/domain/privacy/name-words";
import type { IdentityField, SubjectKind } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";

import { mintScope, read, type Scope } from "../../kernel/scope.ts";
import { idList, openFields, sealedFields, tenantKeys, type OpenedFields } from "./sealed-fields.ts";

interface RevealedName {
  readonly studentId: string;
  readonly preferredName: string;
  readonly fullName: string;
}

export interface Contact {
  readonly guardianId: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** The only door to names. It hands out what the signed-in person was recorded to see, and nothing else. */
export interface VaultDesk {
  namesOf(tokenHash: Uint8Array, studentIds: readonly string[]): Promise<RevealedName[]>;
  /** Guardians of students whose contacts were recorded as revealed. */
  contactsOf(tokenHash: Uint8Array, guardianIds: readonly string[]): Promise<Contact[]>;
  /**
   * Students of the person's school whose name has words that begin so. Ids only, and not yet decided: whoever asks
   * keeps those whom the person may see by name.
   */
  findByName(tokenHash: Uint8Array, words: string): Promise<string[]>;
}

/** Every word has to be found. */
const subjectsOfTokens = rawStatement<{ words: string; tokens: string; count: number }, { subjectId: string }>()(sql`
  select b.subject_id as "subjectId"
    from unnest(${sql.placeholder("words")}::int[], ${sql.placeholder("tokens")}::bytea[]) as asked (word, token)
    join vault.blind_index b on b.tenant_id = (select app.tenant_id()) and b.token = asked.token
   where b.subject_kind = 'student'
   group by b.subject_id having count(distinct asked.word) = ${sql.placeholder("count")}::int`);

export const contactFrom = (
  guardianId: string,
  fields: Partial<Record<IdentityField, string>> | undefined,
): Contact => ({
  guardianId,
  name: fields?.full_name ?? null,
  phone: fields?.phone ?? null,
  email: fields?.email ?? null,
});

export const contactFields = "{full_name,phone,email}";

export const createVaultDesk = ({ pool, keyring }: { pool: Pool; keyring: Keyring }): VaultDesk => {
  const scopeOf = (tokenHash: Uint8Array): Scope =>
    mintScope({
      pool,
      tokenHash,
      access: "signed_in",
      requestId: "vault",
      ipHash: null,
      signal: undefined,
      onTouchDue: () => undefined,
    });
  const opened = async (
    tokenHash: Uint8Array,
    asked: { subjectKind: SubjectKind; ids: readonly string[]; fields: string },
  ): Promise<OpenedFields> => {
    const { subjectKind, ids, fields } = asked;
    if (ids.length === 0) return new Map();
    const sealed = sealedFields({ subjectKind, subjectIds: idList(ids), fields });
    const { actor, rows } = await read(scopeOf(tokenHash), tenantKeys({}), sealed);
    return openFields(keyring, actor.tenantId, { keys: rows[0], subjectKind, rows: rows[1] });
  };
  return {
    namesOf: async (tokenHash, ids) => {
      const asked = { subjectKind: "student", ids, fields: "{full_name,preferred_name}" } as const;
      return [...(await opened(tokenHash, asked))].map(
        ([studentId, { full_name: full, preferred_name: preferred }]) => ({
          studentId,
          preferredName: preferred ?? full ?? "",
          fullName: full ?? preferred ?? "",
        }),
      );
    },
    contactsOf: async (tokenHash, ids) => {
      const found = await opened(tokenHash, { subjectKind: "guardian", ids, fields: contactFields });
      return [...found].map(([guardianId, fields]) => contactFrom(guardianId, fields));
    },
    findByName: async (tokenHash, words) => {
      if (nameWords(words).length === 0) return [];
      const scope = scopeOf(tokenHash);
      const { actor } = await read(scope);
      const tokens = tokensOfSearch(keyring, actor.tenantId, words);
      const { rows } = await read(
        scope,
        subjectsOfTokens({
          words: idList(tokens.map(({ word }) => String(word))),
          tokens: idList(tokens.map(({ token }) => `"\\\\x${Buffer.from(token).toString("hex")}"`)),
          count: new Set(tokens.map(({ word }) => word)).size,
        }),
      );
      return rows[0].map(({ subjectId }) => subjectId);
    },
  };
};
