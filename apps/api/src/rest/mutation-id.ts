import { createHash } from "node:crypto";

import { v7 as newId } from "uuid";

const uuidShape = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

export const isUuid = (text: string): boolean => uuidShape.test(text);

/** An id that the same words always give (UUID version 8). */
const idOf = (words: string): string => {
  const hash = createHash("sha256").update(words).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

/** The mutation id of a request: its Idempotency-Key, whatever its shape; without one a new id, and no second chance. */
export const mutationIdOf = (key: string | undefined): string => {
  if (key === undefined) return newId();
  return isUuid(key) ? key.toLowerCase() : idOf(`handrail rest ${key}`);
};
