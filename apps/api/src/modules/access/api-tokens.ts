import type { ApiToken } from "@handrail/domain/access/token-schema";
import type { Actor } from "@handrail/domain/kernel/actor";

import { rightsOf, type TokenRights } from "./api-token.ts";
import type { DeskParts } from "./desk-parts.ts";
import { onConnection } from "./transaction.ts";

interface TokenRow extends Pick<ApiToken, "id" | "name"> {
  readonly scopes: string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

const moment = (at: string): string => new Date(at).toISOString();

/** The tokens that a person's programs hold; what has run out or was ended is not shown. */
export const listApiTokens = ({ pool }: DeskParts, { tenantId, userId }: Actor): Promise<ApiToken[]> =>
  onConnection(pool, async (connection) => {
    const rows = await connection<TokenRow[]>`
      select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
        from auth.api_tokens
       where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null and expires_at > now()
       order by created_at desc, id desc`;
    return rows.map(({ createdAt, expiresAt, lastUsedAt, scopes, ...row }) => ({
      ...row,
      ...rightsOf(scopes),
      createdAt: moment(createdAt),
      expiresAt: moment(expiresAt),
      lastUsedAt: lastUsedAt === null ? null : moment(lastUsedAt),
    }));
  });

/** Notes, once a minute at most and without keeping the request waiting, that a token was used. */
export const createTokenTouch =
  ({ pool }: DeskParts): ((tokenHash: Uint8Array) => void) =>
  (tokenHash) => {
    onConnection(pool, async (connection) => {
      await connection`
        update auth.api_tokens set last_used_at = now(), updated_at = now()
         where token_hash = ${tokenHash} and ended_at is null
           and coalesce(last_used_at < now() - interval '1 minute', true)`;
    }).catch(() => undefined);
  };

/** What a live token was made for; undefined where there is none. */
export const tokenRights = ({ pool }: DeskParts, tokenHash: Uint8Array): Promise<TokenRights | undefined> =>
  onConnection(pool, async (connection) => {
    const [row] = await connection<{ scopes: string[] }[]>`
      select scopes from auth.api_tokens where token_hash = ${tokenHash} and ended_at is null and expires_at > now()`;
    return row === undefined ? undefined : rightsOf(row.scopes);
  });
