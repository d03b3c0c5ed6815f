import type { IdentityField } from "@handrail/domain/privacy/schema";

import type { blindIndex, identities, vaultKeys } from "../schema/privacy.ts";
import { createSubjectKey, createTenantKey, sealField, type Subject } from "../vault/envelope.ts";
import type { Keyring } from "../vault/keyring.ts";
import { searchedFields, tokensOfName } from "../vault/name-tokens.ts";
import { idOf, type RowOf } from "./rows.ts";

interface VaultRows {
  readonly keys: RowOf<typeof vaultKeys>[];
  readonly identities: RowOf<typeof identities>[];
  readonly blindIndex: RowOf<typeof blindIndex>[];
}

export interface Sealer {
  /** Seals what is known of one person under a key of their own; students' names go into the search index as well. */
  readonly seal: (subject: Omit<Subject, "tenantId">, fields: Partial<Readonly<Record<IdentityField, string>>>) => void;
  /** All that has been sealed so far. */
  readonly rows: VaultRows;
}

/** The vault of one school, row by row. */
export const createSealer = (keyring: Keyring, tenantId: string): Sealer => {
  const tenantKey = createTenantKey(keyring, tenantId);
  const { id, wrapped, wrappedBy } = tenantKey;
  const rows: VaultRows = {
    keys: [{ id, subjectKind: "tenant", subjectId: tenantId, version: 1, wrapped, wrappedBy }],
    identities: [],
    blindIndex: [],
  };
  const index = (subjectId: string, name: { field: (typeof searchedFields)[number]; value: string }): void => {
    for (const [place, token] of tokensOfName(keyring, { tenantId, field: name.field }, name.value).entries())
      rows.blindIndex.push({
        id: idOf(`${subjectId} ${name.field} token ${place}`),
        subjectKind: "student",
        subjectId,
        field: name.field,
        token,
      });
  };
  const seal: Sealer["seal"] = ({ subjectKind, subjectId }, fields) => {
    const subject: Subject = { tenantId, subjectKind, subjectId };
    const key = createSubjectKey(tenantKey, subject);
    const { id: keyId, wrapped: sealedKey, wrappedBy: by } = key;
    rows.keys.push({ id: keyId, subjectKind, subjectId, version: 1, wrapped: sealedKey, wrappedBy: by });
    for (const [name, value] of Object.entries(fields)) {
      const field = name as IdentityField;
      const ciphertext = sealField(key, { subject, field }, value);
      rows.identities.push({ id: idOf(`${subjectId} ${field}`), subjectKind, subjectId, field, ciphertext, keyId });
    }
    if (subjectKind !== "student") return;
    for (const field of searchedFields) {
      const value = fields[field];
      if (value !== undefined) index(subjectId, { field, value });
    }
  };
  return { seal, rows };
};
