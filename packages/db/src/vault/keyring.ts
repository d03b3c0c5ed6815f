import { createHmac, hkdfSync, randomBytes, randomUUID } from "node:crypto";

import { bindingOf, decrypt, encrypt, keyLength, Unreadable } from "./cipher.ts";
import { readClosed, readOrCreate, replace } from "./keyring-file.ts";

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

/** Seals a keyring as a whole, so that its keys never lie open on a disk; what is sealed is below 4 kB. */
export interface KeyService {
  /** As the file names it. */
  readonly name: string;
  seal(plain: Uint8Array): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<Uint8Array>;
}

/** As the file holds a keyring that a key service has sealed. */
interface SealedContent {
  readonly version: 1;
  readonly sealedBy: string;
  /** In base64. */
  readonly sealed: string;
}

const isSealed = (value: unknown): value is SealedContent =>
  isRecord(value) &&
  value["version"] === 1 &&
  typeof value["sealedBy"] === "string" &&
  typeof value["sealed"] === "string";

const print = (content: KeyringContent | SealedContent): string => `${JSON.stringify(content, null, 2)}\n`;

const contentOf = (path: string, text: string): KeyringContent | SealedContent => {
  const refusal = `The keyring ${path} is damaged. Restore it from a backup: without it, names cannot be read.`;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // A parser's message quotes what it read, and that is a key.
    throw new Error(refusal);
  }
  if (!isContent(content) && !isSealed(content)) throw new Error(refusal);
  return content;
};

/** The service's own word for what went wrong is a name such as AccessDenied: nothing of a key stands in it. */
const asked = async (path: string, service: KeyService, work: () => Promise<Uint8Array>): Promise<Uint8Array> => {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.name : "no answer";
    throw new Error(`${service.name} did not help with the keyring ${path}: ${why}.`, { cause: error });
  }
};

const sealedWith = async (path: string, service: KeyService, content: KeyringContent): Promise<SealedContent> => {
  const sealed = await asked(path, service, () => service.seal(Buffer.from(JSON.stringify(content), "utf8")));
  return { version: 1, sealedBy: service.name, sealed: Buffer.from(sealed).toString("base64") };
};

const opened = async (path: string, service: KeyService | undefined, held: SealedContent): Promise<KeyringContent> => {
  if (service?.name !== held.sealedBy)
    throw new Error(`The keyring ${path} is sealed by ${held.sealedBy}. Name the key that opens it: KMS_KEY_ID.`);
  const plain = await asked(path, service, () => service.open(Buffer.from(held.sealed, "base64")));
  const content = contentOf(path, Buffer.from(plain).toString("utf8"));
  if (isSealed(content)) throw new Error(`The keyring ${path} is sealed twice.`);
  return content;
};

/**
 * The keyring of a file that only its owner may read; made at first use, sealed where there is a key service. A damaged
 * file is refused, never replaced: whatever was sealed with its keys would be lost. So is an open one beside a key
 * service: it would stay open unnoticed.
 */
export const loadKeyring = async (path: string, service?: KeyService): Promise<Keyring> => {
  const first = async (): Promise<string> => {
    const content = newKeyringContent();
    return print(service === undefined ? content : await sealedWith(path, service, content));
  };
  const held = contentOf(path, await readOrCreate(path, first));
  if (isSealed(held)) return keyringOf(await opened(path, service, held));
  if (service !== undefined)
    throw new Error(`The keyring ${path} lies open although KMS_KEY_ID is set. Seal it: pnpm keys seal`);
  return keyringOf(held);
};

/** Seals the file of an open keyring. Copies of the open one, in backups too, open everything as before. */
export const sealKeyring = async (path: string, service: KeyService): Promise<void> => {
  const held = contentOf(path, await readClosed(path));
  if (isSealed(held)) throw new Error(`The keyring ${path} is sealed already, by ${held.sealedBy}.`);
  const sealed = await sealedWith(path, service, held);
  // What cannot be opened again is not put in its place.
  await opened(path, service, sealed);
  await replace(path, print(sealed));
};

/** The reverse, for moving to another service. */
export const unsealKeyring = async (path: string, service: KeyService): Promise<void> => {
  const held = contentOf(path, await readClosed(path));
  if (!isSealed(held)) throw new Error(`The keyring ${path} lies open already.`);
  await replace(path, print(await opened(path, service, held)));
};
