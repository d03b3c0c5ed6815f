import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a cookie or a challenge; whoever holds it is taken for its person. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token. It is random enough that a plain hash cannot be reversed. */
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();
