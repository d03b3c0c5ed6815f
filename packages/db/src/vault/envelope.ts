import { randomBytes } from "node:crypto";

import type { IdentityField, SubjectKind } from "@handrail/domain/privacy/schema";
import { v7 as newId } from "uuid";

import { bindingOf, decrypt, encrypt, keyLength, Unreadable } from "./cipher.ts";
import type { Keyring } from "./keyring.ts";

/** A key as the table `vault.keys` holds it. */
export interface WrappedKey {
  readonly id: string;
  readonly wrapped: Uint8Array;
  /** The key that wraps this one. */
  readonly wrappedBy: string;
  /** Set, and the wrapped key emptied, when a person is erased. */
  readonly destroyedAt: string | null;
}

/** An open key. Lives in memory only. */
export interface OpenKey {
  readonly id: string;
  readonly key: Uint8Array;
}

export interface NewKey extends OpenKey {
  readonly wrapped: Uint8Array;
  readonly wrappedBy: string;
}

export interface Subject {
  readonly tenantId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

const purpose = "tenant key";

const tenantBinding = (tenantId: string, keyId: string): string => bindingOf([tenantId, keyId]).toString("base64");

const subjectBinding = (subject: Subject, keyId: string, tenantKeyId: string): Buffer =>
  bindingOf(["subject key", subject.tenantId, subject.subjectKind, subject.subjectId, keyId, tenantKeyId]);

const fieldBinding = (subject: Subject, field: IdentityField, keyId: string): Buffer =>
  bindingOf(["field", subject.tenantId, subject.subjectKind, subject.subjectId, field, keyId]);

const living = (row: WrappedKey): WrappedKey => {
  if (row.destroyedAt !== null || row.wrapped.length === 0) throw new Unreadable();
  return row;
};

export const createTenantKey = (keyring: Keyring, tenantId: string): NewKey => {
  const id = newId();
  const key = randomBytes(keyLength);
  return {
    id,
    key,
    wrapped: keyring.seal(purpose, key, tenantBinding(tenantId, id)),
    wrappedBy: keyring.primary,
  };
};

export const openTenantKey = (keyring: Keyring, tenantId: string, row: WrappedKey): OpenKey => ({
  id: row.id,
  key: keyring.open(purpose, living(row).wrapped, tenantBinding(tenantId, row.id)),
});

/** A key for one person's fields. Destroying it erases the person from every copy of the ciphertexts. */
export const createSubjectKey = (tenantKey: OpenKey, subject: Subject): NewKey => {
  const id = newId();
  const key = randomBytes(keyLength);
  const wrapped = encrypt(tenantKey.key, key, subjectBinding(subject, id, tenantKey.id));
  return { id, key, wrapped, wrappedBy: tenantKey.id };
};

export const openSubjectKey = (tenantKey: OpenKey, subject: Subject, row: WrappedKey): OpenKey => ({
  id: row.id,
  key: decrypt(tenantKey.key, living(row).wrapped, subjectBinding(subject, row.id, tenantKey.id)),
});

/** A field of a person: which one, and whose. */
export interface FieldOf {
  readonly subject: Subject;
  readonly field: IdentityField;
}

export const sealField = (key: OpenKey, { subject, field }: FieldOf, value: string): Uint8Array =>
  encrypt(key.key, Buffer.from(value, "utf8"), fieldBinding(subject, field, key.id));

export const openField = (key: OpenKey, { subject, field }: FieldOf, ciphertext: Uint8Array): string =>
  decrypt(key.key, ciphertext, fieldBinding(subject, field, key.id)).toString("utf8");

const contentBinding = (subject: Subject, contentId: string, keyId: string): Buffer =>
  bindingOf(["content", subject.tenantId, subject.subjectKind, subject.subjectId, contentId, keyId]);

/** Words about a person, which go with their key. */
export interface ContentOf {
  readonly subject: Subject;
  readonly contentId: string;
}

export const sealContent = (key: OpenKey, { subject, contentId }: ContentOf, words: string): Uint8Array =>
  encrypt(key.key, Buffer.from(words, "utf8"), contentBinding(subject, contentId, key.id));

export const openContent = (key: OpenKey, { subject, contentId }: ContentOf, ciphertext: Uint8Array): string =>
  decrypt(key.key, ciphertext, contentBinding(subject, contentId, key.id)).toString("utf8");
