import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Bytes of every key: 256 bits. */
export const keyLength = 32;

const nonceLength = 12;
const tagLength = 16;
const formatVersion = 1;

/** Each part behind its length, so that ["ab", "c"] and ["a", "bc"] never mean the same. */
export const bindingOf = (parts: readonly string[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const value = Buffer.from(part, "utf8");
      const length = Buffer.alloc(4);
      length.writeUInt32BE(value.length);
      return [length, value];
    }),
  );

/** AES-256-GCM as `v1 | nonce(12) | ciphertext | tag(16)`. `binding` is authenticated, not stored. */
export const encrypt = (key: Uint8Array, plain: Uint8Array, binding: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  cipher.setAAD(binding);
  return Buffer.concat([Buffer.of(formatVersion), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** A ciphertext that is damaged, or not the one that belongs here. Says nothing of its content. */
export class Unreadable extends Error {
  constructor(options?: ErrorOptions) {
    super("This ciphertext does not open here.", options);
    this.name = "Unreadable";
  }
}

export const decrypt = (key: Uint8Array, sealed: Uint8Array, binding: Uint8Array): Buffer => {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== formatVersion) throw new Unreadable();
  const tagAt = sealed.length - tagLength;
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  decipher.setAAD(binding);
  decipher.setAuthTag(sealed.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, tagAt)), decipher.final()]);
  } catch (error) {
    throw new Unreadable({ cause: error });
  }
};
