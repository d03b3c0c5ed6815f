import { v7 as newId } from "uuid";

import type { Account, AuthTx, Caller } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { hashOfToken, newToken } from "./token.ts";

/** Gives a person a new token. The sign-in that this browser held until now, whoever's it was, ends with it. */
export const openSignIn = async (
  tx: AuthTx,
  caller: Caller,
  { account, level }: { account: Account; level: "password" | "code" },
): Promise<string> => {
  const token = newToken();
  const id = newId();
  const replaced =
    caller.tokenHash === null
      ? []
      : await tx<{ tenantId: Account["tenantId"]; userId: Account["userId"]; id: string }[]>`
          update auth.sessions set ended_at = now(), ended_reason = 'replaced', updated_at = now()
           where token_hash = ${caller.tokenHash} and ended_at is null
          returning tenant_id as "tenantId", user_id as "userId", id`;
  await tx`
    insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device, ip_hash)
    values (${account.tenantId}, ${id}, ${account.userId}, ${hashOfToken(token)}, ${level}, ${caller.device}, ${caller.ipHash})`;
  await journal(tx, caller, [
    ...replaced.map(({ tenantId, userId, id: entityId }) => ({
      action: "SignInEnded" as const,
      account: { tenantId, userId },
      entity: "sign_in" as const,
      entityId,
      after: { reason: "replaced" },
    })),
    { action: "SignedIn", account, entity: "sign_in", entityId: id, after: { userId: account.userId, level } },
  ]);
  return token;
};

/** Holds the account still: changes of its password or codes wait for each other and for sign-ins under way. */
export const lockAccount = async (tx: AuthTx, { tenantId, userId }: Account): Promise<string | undefined> => {
  const [row] = await tx<{ hash: string }[]>`
    select hash from auth.passwords where tenant_id = ${tenantId} and user_id = ${userId} for update`;
  return row?.hash;
};
