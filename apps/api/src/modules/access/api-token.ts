import { ToolKey } from "@handrail/domain/access/schema";

import { newToken } from "./token.ts";

/** Told apart from a sign-in's token at a glance, and by scanners for secrets that were left lying about. */
const prefix = "handrail_";

export const newApiToken = (): string => `${prefix}${newToken()}`;

/** The token that a program brings: it opens the REST door and nothing else, since nothing else reads it. */
export const readApiToken = (authorization: string | undefined): string | null =>
  /^bearer (handrail_[\w-]{43})$/i.exec(authorization ?? "")?.[1] ?? null;

/** Kept among the scopes of a token that may read and never change anything; it is no tool. */
export const readOnlyScope = "read_only";

export interface TokenRights {
  readonly scopes: ToolKey[];
  readonly readOnly: boolean;
}

export const rightsOf = (kept: readonly string[]): TokenRights => ({
  scopes: kept.flatMap((scope) => ToolKey.safeParse(scope).data ?? []),
  readOnly: kept.includes(readOnlyScope),
});
