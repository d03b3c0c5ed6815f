import type { Pool } from "@handrail/db/client";
import { rawStatement } from "@handrail/db/statement";
import { openContent, openSubjectKey, openTenantKey, sealContent, type WrappedKey } from "@handrail/db/vault/envelope";
import type { Keyring } from "@handrail/db/vault/keyring";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import * as z from "zod/mini";

import { nothingToDo } from "../../kernel/command.ts";
import { inTenant } from "../../kernel/in-tenant.ts";
import { mintScope, read } from "../../kernel/scope.ts";

/** What leaves, or would have left: to whom, and the words. */
export interface Words {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}
const Words = z.object({ to: z.string(), subject: z.string(), body: z.string() });

/** Words that were sent to a family, sealed under the student's key: they go when the student is erased. */
export interface MessageVault {
  /** For jobs. Answers the reference under which the words lie; null when the student was erased. */
  seal(tenantId: string, studentId: string, words: Words): Promise<string | null>;
  /** For the job that is sending them (policy opened_only). */
  openForSending(tenantId: string, studentId: string, contentId: string): Promise<Words | null>;
  /** For a person who was recorded as opening this very message (policy opened_only). */
  open(tokenHash: Uint8Array, studentId: string, contentId: string): Promise<Words | null>;
}

type KeyRow = WrappedKey & { readonly kind: string };
type ContentRow = { readonly ciphertext: Uint8Array; readonly keyId: string };

const keysOf = rawStatement<{ studentId: string }, KeyRow>()(sql`
  select id, wrapped, wrapped_by as "wrappedBy", destroyed_at as "destroyedAt", subject_kind as kind from vault.keys
   where tenant_id = (select app.tenant_id()) and destroyed_at is null
     and (subject_kind = 'tenant' or (subject_kind = 'student' and subject_id = ${sql.placeholder("studentId")}::uuid))
   order by version desc`);

const contentOf = rawStatement<{ contentId: string }, ContentRow>()(sql`
  select ciphertext, key_id as "keyId" from vault.contents
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("contentId")}::uuid`);

const insertContent = rawStatement<{ id: string; studentId: string; ciphertext: Uint8Array; keyId: string }>()(sql`
  insert into vault.contents (tenant_id, id, subject_kind, subject_id, ciphertext, key_id)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, 'student', ${sql.placeholder("studentId")}::uuid,
    ${sql.placeholder("ciphertext")}::bytea, ${sql.placeholder("keyId")}::uuid)`);

export const createMessageVault = ({ pool, keyring }: { pool: Pool; keyring: Keyring }): MessageVault => {
  const bench = { pool, wake: () => undefined, origin: "vault" };

  const studentKey = (keys: readonly KeyRow[], subject: { tenantId: string; studentId: string }, id?: string) => {
    const row = keys.find((key) => key.kind === "student" && (id === undefined || key.id === id));
    const tenantRow = keys.find((key) => key.kind === "tenant" && key.id === row?.wrappedBy);
    if (row === undefined || tenantRow === undefined) return null;
    const whose = { tenantId: subject.tenantId, subjectKind: "student", subjectId: subject.studentId } as const;
    return { whose, key: openSubjectKey(openTenantKey(keyring, subject.tenantId, tenantRow), whose, row) };
  };
  const opened = (
    found: { keys: readonly KeyRow[]; content: ContentRow | undefined },
    about: { tenantId: string; studentId: string; contentId: string },
  ): Words | null => {
    if (found.content === undefined) return null;
    const sealed = studentKey(found.keys, about, found.content.keyId);
    if (sealed === null) return null;
    const text = openContent(
      sealed.key,
      { subject: sealed.whose, contentId: about.contentId },
      found.content.ciphertext,
    );
    return Words.parse(JSON.parse(text));
  };

  return {
    seal: (tenantId, studentId, words) =>
      inTenant(bench, tenantId, async (tx) => {
        const [keys] = await tx.facts(keysOf({ studentId }));
        const sealed = studentKey(keys, { tenantId, studentId });
        if (sealed === null) return nothingToDo(null);
        const id = newId();
        const ciphertext = sealContent(sealed.key, { subject: sealed.whose, contentId: id }, JSON.stringify(words));
        tx.write(insertContent({ id, studentId, ciphertext, keyId: sealed.key.id }));
        return nothingToDo(id);
      }),
    openForSending: (tenantId, studentId, contentId) =>
      inTenant(bench, tenantId, async (tx) => {
        const [keys, [content]] = await tx.facts(keysOf({ studentId }), contentOf({ contentId }));
        return nothingToDo(opened({ keys, content }, { tenantId, studentId, contentId }));
      }),
    open: async (tokenHash, studentId, contentId) => {
      const scope = mintScope({
        pool,
        tokenHash,
        access: "signed_in",
        requestId: "vault",
        ipHash: null,
        signal: undefined,
        onTouchDue: () => undefined,
      });
      const { actor, rows } = await read(scope, keysOf({ studentId }), contentOf({ contentId }));
      const [keys, [content]] = rows;
      return opened({ keys, content }, { tenantId: actor.tenantId, studentId, contentId });
    },
  };
};
