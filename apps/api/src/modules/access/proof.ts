import type { Actor } from "@handrail/domain/kernel/actor";

import { no, type Refused } from "../../kernel/refused.ts";
import type { AuthTx, Caller, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { lockAccount } from "./open-sign-in.ts";
import { countTry, proofLimits, takeBack } from "./rate-limit.ts";
import { hashOfToken, newToken } from "./token.ts";
import { inTransaction, onConnection } from "./transaction.ts";

/** A person who is signed in, and the request they ask with. */
export interface Asker {
  readonly actor: Actor;
  readonly caller: Caller;
}

const wrongPassword = (field: string): Refused => no("WRONG_CREDENTIALS", "This is not your password.", { field });

/** Checks the password of a person who is signed in; answers the hash it matched. */
const checkPassword = async (
  parts: DeskParts,
  { actor, caller }: Asker,
  { password, field }: { password: string; field: string },
): Promise<string> => {
  const limits = proofLimits(parts.keyring, actor.userId);
  await countTry(parts.pool, limits);
  const hash = await onConnection(parts.pool, async (connection) => {
    const [row] = await connection<{ hash: string }[]>`
      select hash from auth.passwords where tenant_id = ${actor.tenantId} and user_id = ${actor.userId}`;
    return row?.hash;
  });
  if (hash !== undefined && (await parts.gate.run(() => parts.verify(hash, password)))) {
    await takeBack(parts.pool, limits);
    return hash;
  }
  await onConnection(parts.pool, (connection) =>
    journal(connection, caller, [
      { action: "PasswordRefused", account: actor, entity: "user", entityId: actor.userId },
    ]),
  );
  throw wrongPassword(field);
};

/** Holds the account and the present sign-in: both must still be what the request found them to be. */
export const lockSignIn = async (tx: AuthTx, { actor, caller }: Asker): Promise<string | undefined> => {
  const hash = await lockAccount(tx, actor);
  const live = await tx`
    select 1 from auth.sessions
     where tenant_id = ${actor.tenantId} and id = ${actor.signInId} and token_hash = ${caller.tokenHash}
       and ended_at is null
       for update`;
  if (live.length === 0) throw no("NOT_SIGNED_IN", "Sign in to go on.");
  return hash;
};

/** A change of security settings: the password first, then the change, in one transaction with the account held. */
export const withPassword = async <T>(
  parts: DeskParts,
  asker: Asker,
  { password, field, change }: { password: string; field: string; change: (tx: AuthTx, hash: string) => Promise<T> },
): Promise<T> => {
  const checked = await checkPassword(parts, asker, { password, field });
  const result = await inTransaction(parts.pool, async (tx) => {
    // Changed meanwhile on another device: what was checked is not the password any more.
    if ((await lockSignIn(tx, asker)) !== checked) throw wrongPassword(field);
    await tx`
      update auth.sessions set proved_at = now(), updated_at = now()
       where tenant_id = ${asker.actor.tenantId} and id = ${asker.actor.signInId}`;
    return change(tx, checked);
  });
  parts.wake();
  return result;
};

/** Where the rights of a sign-in change it gets a new token: the old one, wherever it lies, opens nothing more. */
export const renewToken = async (tx: AuthTx, actor: Actor, level: "password" | "code"): Promise<string> => {
  const token = newToken();
  await tx`
    update auth.sessions set token_hash = ${hashOfToken(token)}, level = ${level}, proved_at = now(), updated_at = now()
     where tenant_id = ${actor.tenantId} and id = ${actor.signInId} and ended_at is null`;
  return token;
};
