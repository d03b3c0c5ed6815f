import { createHmac, hkdfSync, randomBytes, randomUUID } from "node:crypto";

import { bindingOf, decrypt, encrypt, keyLength, Unreadable } from "./cipher.ts";
import { readOrCreate } from "./keyring-file.ts";

/** The keys above all others. Each purpose has sub-keys of its own: what one seals, another does not open. */
export interface Keyring {
  /** The id of the key that seals. Older keys of the ring still open what they sealed. */
  readonly primary: string;
  seal(purpose: string, plain: Uint8Array, aad: string): Uint8Array;
  open(purpose: string, sealed: Uint8Array, aad: string): Uint8Array;
  /** Stays the same when the primary key changes: what it made is looked up again years later. */
  hmac(purpose: string, data: string): Buffer;
}

/** As the file holds it: keys by id, 256 bits each in base64. */
export interface KeyringContent {
  readonly version: 1;
  readonly primary: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly hmac: string;
}

const keyId = /^[a-z0-9-]{1,40}$/;

const newKey = (): string => randomBytes(keyLength).toString("base64");

export const newKeyringContent = (): KeyringContent => {
  const primary = randomUUID();
  return { version: 1, primary, keys: { [primary]: newKey() }, hmac: newKey() };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isKey = (value: unknown): value is string =>
  typeof value === "string" &&
  Buffer.from(value, "base64").length === keyLength &&
  Buffer.from(value, "base64").toString("base64") === value;

const isContent = (value: unknown): value is KeyringContent =>
  isRecord(value) &&
  value["version"] === 1 &&
  typeof value["primary"] === "string" &&
  isKey(value["hmac"]) &&
  isRecord(value["keys"]) &&
  Object.hasOwn(value["keys"], value["primary"]) &&
  Object.entries(value["keys"]).every(([id, key]) => keyId.test(id) && isKey(key));

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), bindingOf(["handrail keyring", purpose]), keyLength));

/** Sub-keys are derived once: sealing stands in the path of requests. */
const subKeysOf = (keys: ReadonlyMap<string, Buffer>) => {
  const derived = new Map<string, Buffer>();
  return (id: string, purpose: string): Buffer | undefined => {
    const name = `${id} ${purpose}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const key = keys.get(id);
    if (key === undefined) return undefined;
    const made = derive(key, purpose);
    derived.set(name, made);
    return made;
  };
};

export const keyringOf = (content: KeyringContent): Keyring => {
  const keys = new Map(Object.entries(content.keys).map(([id, key]) => [id, Buffer.from(key, "base64")]));
  const subKey = subKeysOf(keys);
  const hmacKey = Buffer.from(content.hmac, "base64");
  const hashKeys = new Map<string, Buffer>();
  const hashKeyOf = (purpose: string): Buffer => {
    const known = hashKeys.get(purpose) ?? derive(hmacKey, `hmac ${purpose}`);
    hashKeys.set(purpose, known);
    return known;
  };
  const bound = (id: string, purpose: string, aad: string): Buffer => bindingOf(["v1", purpose, id, aad]);
  return {
    primary: content.primary,
    seal: (purpose, plain, aad) => {
      const key = subKey(content.primary, purpose);
      if (key === undefined) throw new Unreadable();
      const id = Buffer.from(content.primary, "utf8");
      return Buffer.concat([Buffer.of(id.length), id, encrypt(key, plain, bound(content.primary, purpose, aad))]);
    },
    open: (purpose, sealed, aad) => {
      const bodyAt = 1 + (sealed[0] ?? 0);
      const id = Buffer.from(sealed.subarray(1, bodyAt)).toString("utf8");
      const key = subKey(id, purpose);
      if (key === undefined) throw new Unreadable();
      return decrypt(key, sealed.subarray(bodyAt), bound(id, purpose, aad));
    },
    hmac: (purpose, data) => createHmac("sha256", hashKeyOf(purpose)).update(data, "utf8").digest(),
  };
};

/** A keyring that ends with the process: for tests. */
export const memoryKeyring = (): Keyring => keyringOf(newKeyringContent());

/**
 * The keyring of a file that only its owner may read; made at first use. A damaged file is refused, never replaced:
 * whatever was sealed with its keys would be lost.
 */
export const loadKeyring = async (path: string): Promise<Keyring> => {
  const text = await readOrCreate(path, () => `${JSON.stringify(newKeyringContent(), null, 2)}\n`);
  const refusal = `The keyring ${path} is damaged. Restore it from a backup: without it, names cannot be read.`;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // A parser's message quotes what it read, and that is a key.
    throw new Error(refusal);
  }
  if (!isContent(content)) throw new Error(refusal);
  return keyringOf(content);
};
