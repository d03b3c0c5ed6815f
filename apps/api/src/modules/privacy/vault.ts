import type { Pool } from "@handrail/db/client";
import { rawStatement } from "@handrail/db/statement";
import type { Keyring } from "@handrail/db/vault/keyring";
import { tokensOfSearch, tokensOfWholeName } from "@handrail/db/vault/name-tokens";
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
  /** As `findByName`, for many names at once that were written out: every word is a whole one. By the name's place. */
  findByWholeNames(tokenHash: Uint8Array, names: readonly string[]): Promise<Map<number, string[]>>;
}

/** Every word has to be found; of those found by all of them, first of all whoever has the single letters too. */
const subjectsOfTokens = rawStatement<
  { words: string; extras: string; tokens: string; count: number },
  { subjectId: string }
>()(sql`
  with found as (
    select b.subject_id, count(distinct asked.word) filter (where asked.is_extra) as extras
      from unnest(${sql.placeholder("words")}::int[], ${sql.placeholder("extras")}::boolean[], ${sql.placeholder("tokens")}::bytea[])
        as asked (word, is_extra, token)
      join vault.blind_index b on b.tenant_id = (select app.tenant_id()) and b.token = asked.token
     where b.subject_kind = 'student'
     group by b.subject_id
    having count(distinct asked.word) filter (where not asked.is_extra) = ${sql.placeholder("count")}::int)
  select subject_id as "subjectId" from found where extras = (select max(extras) from found)`);

/** Whom each of several names fits: all of its words are words of theirs. */
const subjectsOfNames = rawStatement<
  { places: string; words: string; counts: string; tokens: string },
  { place: number; subjectId: string }
>()(sql`
  select asked.place, b.subject_id as "subjectId"
    from unnest(${sql.placeholder("places")}::int[], ${sql.placeholder("words")}::int[], ${sql.placeholder("counts")}::int[],
      ${sql.placeholder("tokens")}::bytea[]) as asked (place, word, words, token)
    join vault.blind_index b on b.tenant_id = (select app.tenant_id()) and b.token = asked.token
   where b.subject_kind = 'student'
   group by asked.place, b.subject_id having count(distinct asked.word) = max(asked.words)`);

const hexList = (tokens: readonly Uint8Array[]): string =>
  idList(tokens.map((token) => `"\\\\x${Buffer.from(token).toString("hex")}"`));

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
    findByWholeNames: async (tokenHash, names) => {
      const found = new Map<number, string[]>();
      if (names.length === 0) return found;
      const scope = scopeOf(tokenHash);
      const { actor } = await read(scope);
      const asked = names.flatMap((name, place) => {
        const tokens = tokensOfWholeName(keyring, actor.tenantId, name);
        const words = new Set(tokens.map(({ word }) => word)).size;
        return tokens.map(({ word, token }) => ({ place, word, words, token }));
      });
      const { rows } = await read(
        scope,
        subjectsOfNames({
          places: idList(asked.map(({ place }) => String(place))),
          words: idList(asked.map(({ word }) => String(word))),
          counts: idList(asked.map(({ words }) => String(words))),
          tokens: hexList(asked.map(({ token }) => token)),
        }),
      );
      for (const { place, subjectId } of rows[0]) found.set(place, [...(found.get(place) ?? []), subjectId]);
      return found;
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
          extras: idList(tokens.map(({ isExtra }) => String(isExtra))),
          tokens: hexList(tokens.map(({ token }) => token)),
          count: new Set(tokens.filter(({ isExtra }) => !isExtra).map(({ word }) => word)).size,
        }),
      );
      return rows[0].map(({ subjectId }) => subjectId);
    },
  };
};
