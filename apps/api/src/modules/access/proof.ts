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

interface Proof {
  readonly password: string;
  /** The input that a wrong password is told at. */
  readonly field: string;
}

/** Checks the password of a person who is signed in; answers the hash it matched. */
export const checkPassword = async (
  parts: DeskParts,
  { actor, caller }: Asker,
  { password, field }: Proof,
): Promise<string> => {
  const limits = proofLimits(parts.keyring, actor.userId);
  await countTry(parts.pool, limits);
  const hash = await onConnection(parts.pool, async (connection) => {
    const [row] = await connection<{ hash: string }[]>`
      select hash from auth.passwords where tenant_id = ${actor.tenantId} and user_id = ${actor.userId}`;
    return row?.hash;
  });
  const isRight = hash !== undefined && (await parts.gate.run(() => parts.verify(hash, password)));
  await onConnection(parts.pool, (connection) =>
    isRight
      ? takeBack(connection, limits)
      : journal(connection, caller, [
          { action: "PasswordRefused", account: actor, entity: "user", entityId: actor.userId },
        ]),
  );
  if (!isRight) throw wrongPassword(field);
  return hash;
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

/** A change in one transaction, with the account held and its password still the one that was checked. */
export const changeHeld = async <T>(
  parts: DeskParts,
  asker: Asker,
  { checked, field, change }: { checked: string; field: string; change: (tx: AuthTx) => Promise<T> },
): Promise<T> => {
  const result = await inTransaction(parts.pool, async (tx) => {
    if ((await lockSignIn(tx, asker)) !== checked) throw wrongPassword(field);
    await tx`
      update auth.sessions set proved_at = now(), updated_at = now()
       where tenant_id = ${asker.actor.tenantId} and id = ${asker.actor.signInId}`;
    return change(tx);
  });
  parts.wake();
  return result;
};

/** A change of security settings: the password first, then the change. */
export const withPassword = async <T>(
  parts: DeskParts,
  asker: Asker,
  { password, change }: { password: string; change: (tx: AuthTx) => Promise<T> },
): Promise<T> => {
  const field = "password";
  return changeHeld(parts, asker, { checked: await checkPassword(parts, asker, { password, field }), field, change });
};

/** Where the rights of a sign-in change it gets a new token: the old one, wherever it lies, opens nothing more. */
export const renewToken = async (tx: AuthTx, actor: Actor, level: "password" | "code"): Promise<string> => {
  const token = newToken();
  await tx`
    update auth.sessions set token_hash = ${hashOfToken(token)}, level = ${level}, proved_at = now(), updated_at = now()
     where tenant_id = ${actor.tenantId} and id = ${actor.signInId} and ended_at is null`;
  return token;
};
