import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import { decrypt, encrypt, Unreadable } from "./cipher.ts";
import {
  createSubjectKey,
  createTenantKey,
  openField,
  openSubjectKey,
  openTenantKey,
  sealField,
  type FieldOf,
  type NewKey,
  type Subject,
  type WrappedKey,
} from "./envelope.ts";
import { memoryKeyring } from "./keyring.ts";

const keyring = memoryKeyring();

const rowOf = (key: NewKey): WrappedKey => ({
  id: key.id,
  wrapped: key.wrapped,
  wrappedBy: key.wrappedBy,
  destroyedAt: null,
});

const person = (tenantId: string): Subject => ({ tenantId, subjectKind: "student", subjectId: randomUUID() });

const setUp = () => {
  const tenantId = randomUUID();
  const tenantKey = createTenantKey(keyring, tenantId);
  const subject = person(tenantId);
  const key = createSubjectKey(tenantKey, subject);
  const place: FieldOf = { subject, field: "full_name" };
  return { tenantId, tenantKey, subject, key, place, sealed: sealField(key, place, "Zoë Nguyễn") };
};

describe("a sealed field", () => {
  it("opens from the rows of the key table, and holds no plain text", () => {
    const { tenantId, tenantKey, subject, key, place, sealed } = setUp();
    const openedTenant = openTenantKey(keyring, tenantId, rowOf(tenantKey));
    const opened = openSubjectKey(openedTenant, subject, rowOf(key));
    expect(openField(opened, place, sealed)).toBe("Zoë Nguyễn");
    expect(tenantKey.wrappedBy).toBe(keyring.primary);
    expect(key.wrappedBy).toBe(tenantKey.id);
    expect(Buffer.from(sealed).includes("Nguy")).toBe(false);
    expect(sealed[0]).toBe(1);
    expect(sealed.length).toBe(1 + 12 + Buffer.byteLength("Zoë Nguyễn") + 16);
  });

  it("is sealed anew every time", () => {
    const { key, place, sealed } = setUp();
    expect(Buffer.from(sealField(key, place, "Zoë Nguyễn"))).not.toEqual(Buffer.from(sealed));
  });

  it("does not open for another tenant, kind, person, field or key, even with the right key bytes", () => {
    const { subject, key, place, sealed } = setUp();
    const elsewhere: FieldOf[] = [
      { ...place, subject: { ...subject, tenantId: randomUUID() } },
      { ...place, subject: { ...subject, subjectKind: "guardian" } },
      { ...place, subject: { ...subject, subjectId: randomUUID() } },
      { ...place, field: "preferred_name" },
    ];
    for (const wrong of elsewhere) expect(() => openField(key, wrong, sealed)).toThrow(Unreadable);
    expect(() => openField({ ...key, id: randomUUID() }, place, sealed)).toThrow(Unreadable);
    expect(openField(key, place, sealed)).toBe("Zoë Nguyễn");
  });

  it("does not open after any change of a single byte, nor when cut", () => {
    const { key, place, sealed } = setUp();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openField(key, place, changed)).toThrow(Unreadable);
      expect(() => openField(key, place, sealed.subarray(0, at))).toThrow(Unreadable);
    }
  });
});

describe("a wrapped key", () => {
  it("opens in its own place alone", () => {
    const { tenantId, tenantKey, subject, key } = setUp();
    const other = setUp();
    expect(() => openTenantKey(keyring, other.tenantId, rowOf(tenantKey))).toThrow(Unreadable);
    expect(() => openTenantKey(keyring, tenantId, { ...rowOf(tenantKey), id: other.tenantKey.id })).toThrow(Unreadable);
    expect(() => openTenantKey(memoryKeyring(), tenantId, rowOf(tenantKey))).toThrow(Unreadable);
    expect(() => openSubjectKey(other.tenantKey, subject, rowOf(key))).toThrow(Unreadable);
    expect(() => openSubjectKey(tenantKey, person(tenantId), rowOf(key))).toThrow(Unreadable);
    expect(() => openSubjectKey(tenantKey, subject, { ...rowOf(key), id: randomUUID() })).toThrow(Unreadable);
  });

  it("is unreadable once destroyed", () => {
    const { tenantId, tenantKey, subject, key } = setUp();
    const destroyedAt = "2026-11-21T10:00:00.000Z";
    expect(() => openSubjectKey(tenantKey, subject, { ...rowOf(key), destroyedAt })).toThrow(Unreadable);
    expect(() => openSubjectKey(tenantKey, subject, { ...rowOf(key), wrapped: new Uint8Array() })).toThrow(Unreadable);
    expect(() => openTenantKey(keyring, tenantId, { ...rowOf(tenantKey), destroyedAt })).toThrow(Unreadable);
  });
});

it("an error says nothing of what it could not open", () => {
  const key = new Uint8Array(32).fill(7);
  const sealed = encrypt(key, Buffer.from("Zoë Nguyễn"), Buffer.from("here"));
  const open = () => decrypt(key, sealed, Buffer.from("there"));
  expect(open).toThrow("This ciphertext does not open here.");
});
