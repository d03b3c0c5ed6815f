import { newToken } from "./token.ts";

/** Told apart from a sign-in's token at a glance, and by scanners for secrets that were left lying about. */
const prefix = "handrail_";

export const newApiToken = (): string => `${prefix}${newToken()}`;

/** The token that a program brings: it opens the REST door and nothing else, since nothing else reads it. */
export const readApiToken = (authorization: string | undefined): string | null =>
  /^bearer (handrail_[\w-]{43})$/i.exec(authorization ?? "")?.[1] ?? null;
