import { ConsentStatus, GranteeType, IdentityField, RevealPurpose, SubjectKind } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";
import {
  check,
  date,
  index,
  integer,
  pgSchema,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, bytes, instant, oneOf, owned, choice } from "../columns.ts";
import { users } from "./access.ts";
import { students } from "./students.ts";

/** Identities, encrypted. Only the role `handrail_vault` reads here, and only what a recorded reveal covers. */
export const vault = pgSchema("vault");

/** A data key per subject, wrapped by the tenant's key; and the tenant's keys, wrapped by the keyring's. */
export const vaultKeys = vault.table(
  "keys",
  {
    ...owned(),
    /** `tenant` for a tenant's key; else the kind of the subject. */
    subjectKind: text().$type<"tenant" | SubjectKind>().notNull(),
    subjectId: uuid().notNull(),
    version: integer().notNull(),
    wrapped: bytes().notNull(),
    /** The key that wraps this one: a key of the ring (for `tenant`) or a tenant's key. */
    wrappedBy: text().notNull(),
    destroyedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("keys_one_per_version").on(t.tenantId, t.subjectKind, t.subjectId, t.version),
    check("keys_subject_kind", sql`${t.subjectKind} in ('tenant', 'student', 'guardian', 'lead')`),
  ],
);

export const identities = vault.table(
  "identities",
  {
    ...owned(),
    subjectKind: choice(SubjectKind).notNull(),
    subjectId: uuid().notNull(),
    field: choice(IdentityField).notNull(),
    /** AES-256-GCM: version, nonce, ciphertext and tag; AAD binds tenant, subject, field and key. */
    ciphertext: bytes().notNull(),
    keyId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.keyId, vaultKeys),
    uniqueIndex("identities_one_per_field").on(t.tenantId, t.subjectKind, t.subjectId, t.field),
    oneOf("identities_subject_kind", t.subjectKind, SubjectKind),
    oneOf("identities_field", t.field, IdentityField),
  ],
);

/** Keyed tokens of names, for search: what matches is found without a name being stored or decrypted. */
export const blindIndex = vault.table(
  "blind_index",
  {
    ...owned(),
    subjectKind: choice(SubjectKind).notNull(),
    subjectId: uuid().notNull(),
    field: choice(IdentityField).notNull(),
    token: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("blind_index_by_token").on(t.tenantId, t.token, t.subjectId),
    uniqueIndex("blind_index_once").on(t.tenantId, t.subjectKind, t.subjectId, t.field, t.token),
    oneOf("blind_index_subject_kind", t.subjectKind, SubjectKind),
    oneOf("blind_index_field", t.field, IdentityField),
  ],
);

/** Words that were sent to a family, encrypted under the student's key. */
export const contents = vault.table(
  "contents",
  {
    ...owned(),
    subjectKind: choice(SubjectKind).notNull(),
    subjectId: uuid().notNull(),
    ciphertext: bytes().notNull(),
    keyId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.keyId, vaultKeys),
    index("contents_by_subject").on(t.tenantId, t.subjectKind, t.subjectId),
    oneOf("contents_subject_kind", t.subjectKind, SubjectKind),
  ],
);

export const consents = pgTable(
  "consents",
  {
    ...owned(),
    studentId: uuid().notNull(),
    granteeType: choice(GranteeType).notNull(),
    /** Permissions such as `identity.name`. */
    scope: text().array().notNull(),
    status: choice(ConsentStatus).notNull().default("active"),
    startsAt: instant()
      .notNull()
      .default(sql`now()`),
    expiresAt: instant(),
    givenBy: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    index("consents_by_student").on(t.tenantId, t.studentId, t.granteeType, t.status),
    oneOf("consents_grantee_type", t.granteeType, GranteeType),
    oneOf("consents_status", t.status, ConsentStatus),
  ],
);

/** A family contact's share of a consent. The contact is a keyed hash. */
export const sharingGrants = pgTable(
  "sharing_grants",
  {
    ...owned(),
    consentId: uuid().notNull(),
    studentId: uuid().notNull(),
    familyContactHash: bytes().notNull(),
    status: choice(ConsentStatus).notNull().default("active"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.consentId, consents),
    belongsTo(t.tenantId, t.studentId, students),
    oneOf("sharing_grants_status", t.status, ConsentStatus),
  ],
);

/** One disclosure of a list: who, for what, in which context, on which school day. */
export const reveals = pgTable(
  "reveals",
  {
    ...owned(),
    userId: uuid().notNull(),
    purpose: choice(RevealPurpose).notNull(),
    /** What was open: a session, an intervention, a student; for lists of one's own work, the person. */
    contextId: uuid().notNull(),
    day: date().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("reveals_once_a_day").on(t.tenantId, t.userId, t.purpose, t.contextId, t.day),
    index("reveals_live").on(t.tenantId, t.userId, t.expiresAt),
    oneOf("reveals_purpose", t.purpose, RevealPurpose),
  ],
);

/** Whose names that disclosure held, and the consent each relied on. The vault hands out nothing that is not here. */
export const revealSubjects = pgTable(
  "reveal_subjects",
  { ...owned(), revealId: uuid().notNull(), studentId: uuid().notNull(), consentId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.revealId, reveals),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.consentId, consents),
    uniqueIndex("reveal_subjects_once").on(t.tenantId, t.revealId, t.studentId),
    index("reveal_subjects_by_student").on(t.tenantId, t.studentId),
  ],
);
