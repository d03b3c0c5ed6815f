import type { ApiTokenMade, MakeApiTokenInput } from "@handrail/domain/access/token-schema";
import { v7 as newId } from "uuid";

import { no } from "../../kernel/refused.ts";
import { newApiToken, readOnlyScope } from "./api-token.ts";
import type { DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { withPassword, type Asker } from "./proof.ts";
import { hashOfToken } from "./token.ts";

/** Enough for anyone's programs; a list that can be looked through. */
const mostTokens = 20;

/** Makes a token for a program that acts in the person's name. It may use some of their tools and never another. */
export const makeApiToken = async (
  parts: DeskParts,
  asker: Asker,
  { password, name, scopes, readOnly, days }: MakeApiTokenInput,
): Promise<ApiTokenMade> => {
  const { actor, caller } = asker;
  const foreign = scopes.find((tool) => !actor.tools.includes(tool));
  if (foreign !== undefined)
    throw no("TOOL_MISSING", "A token can only use tools that you can use yourself.", {
      field: "scopes",
      details: { tool: foreign },
    });
  return withPassword(parts, asker, {
    password,
    change: async (tx) => {
      const [held] = await tx<{ count: number }[]>`
        select count(*)::int as count from auth.api_tokens
         where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and ended_at is null and expires_at > now()`;
      if ((held?.count ?? 0) >= mostTokens)
        throw no("TOO_LARGE", `You have ${mostTokens} tokens. End one first.`, { field: "name" });
      const [id, token, chosen] = [newId(), newApiToken(), [...new Set(scopes)].toSorted()];
      const kept = [...chosen, ...(readOnly ? [readOnlyScope] : [])].join(",");
      const [row] = await tx<{ createdAt: string; expiresAt: string }[]>`
        insert into auth.api_tokens (tenant_id, id, user_id, name, token_hash, scopes, expires_at)
        values (${actor.tenantId}, ${id}, ${actor.userId}, ${name}, ${hashOfToken(token)}, ${`{${kept}}`}::text[],
          now() + make_interval(days => ${days}))
        returning created_at as "createdAt", expires_at as "expiresAt"`;
      if (row === undefined) throw new Error("A token that was not written");
      await journal(tx, caller, [
        {
          action: "ApiTokenMade",
          account: actor,
          entity: "api_token",
          entityId: id,
          after: {
            userId: actor.userId,
            scopes: chosen.join(" "),
            days,
            access: readOnly ? "read" : "read and change",
          },
        },
      ]);
      return {
        id,
        name,
        scopes: chosen,
        readOnly,
        token,
        createdAt: new Date(row.createdAt).toISOString(),
        expiresAt: new Date(row.expiresAt).toISOString(),
        lastUsedAt: null,
      };
    },
  });
};
