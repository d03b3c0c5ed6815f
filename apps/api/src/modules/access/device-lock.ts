import type { DeviceLock, SetPinInput } from "@handrail/domain/access/schema";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { no, type Refused } from "../../kernel/refused.ts";
import type { Account, AuthTx, Caller, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { withPassword, type Asker } from "./proof.ts";
import { inTransaction, onConnection } from "./transaction.ts";

const mostTries = 5;

/** Bound to its person and to a key outside the database: four digits alone would soon be found from their hash. */
const pepper = ({ keyring }: DeskParts, { tenantId, userId }: Account, pin: string): string =>
  keyring.hmac("pin", JSON.stringify([tenantId, userId, pin])).toString("base64url");

export const deviceLock = (parts: DeskParts, { actor }: Asker): Promise<DeviceLock> =>
  onConnection(parts.pool, async (connection) => {
    const [row] = await connection<DeviceLock[]>`
      select s.lock_after_minutes as "lockAfterMinutes",
        exists (select 1 from auth.pins p where p.tenant_id = s.tenant_id and p.user_id = s.user_id) as "hasPin"
        from auth.sessions s where s.tenant_id = ${actor.tenantId} and s.id = ${actor.signInId}`;
    return row ?? { hasPin: false, lockAfterMinutes: null };
  });

/** Asks for the password: a PIN set by whoever finds the page open would open it to them for good. */
export const setPin = async (
  parts: DeskParts,
  asker: Asker,
  { pin, password }: z.infer<typeof SetPinInput>,
): Promise<void> => {
  const { actor, caller } = asker;
  // Before the transaction: no connection waits for a hash.
  const hash = await parts.gate.run(() => parts.hash(pepper(parts, actor, pin)));
  await withPassword(parts, asker, {
    password,
    change: async (tx) => {
      await tx`
        insert into auth.pins (tenant_id, id, user_id, hash) values (${actor.tenantId}, ${newId()}, ${actor.userId}, ${hash})
        on conflict (tenant_id, user_id) do update set hash = excluded.hash, updated_at = now()`;
      await journal(tx, caller, [{ action: "PinSet", account: actor, entity: "user", entityId: actor.userId }]);
    },
  });
};

/** Says whether this device is one that others use too. Without a PIN nobody could open it again. */
export const shareDevice = (
  parts: DeskParts,
  { actor, caller }: Asker,
  lockAfterMinutes: number | null,
): Promise<void> =>
  inTransaction(parts.pool, async (tx) => {
    const changed = await tx`
      update auth.sessions s set lock_after_minutes = ${lockAfterMinutes}, updated_at = now()
       where s.tenant_id = ${actor.tenantId} and s.id = ${actor.signInId} and s.ended_at is null and s.locked_at is null
         and (${lockAfterMinutes}::int is null
           or exists (select 1 from auth.pins p where p.tenant_id = s.tenant_id and p.user_id = s.user_id))
      returning 1`;
    if (changed.length === 0) throw no("NOT_ALLOWED", "Set a PIN first. It is what opens this device again.");
    const after = { userId: actor.userId, lockAfterMinutes: lockAfterMinutes ?? 0 };
    await journal(tx, caller, [
      { action: "DeviceShared", account: actor, entity: "sign_in", entityId: actor.signInId, after },
    ]);
  });

/** From here on the token opens nothing but the way back in and out. Asked by a page that may be locked already. */
export const lockDevice = (parts: DeskParts, { tokenHash }: Caller): Promise<void> =>
  onConnection(parts.pool, async (connection) => {
    const locked = await connection`
      update auth.sessions set locked_at = coalesce(locked_at, now()), updated_at = now()
       where token_hash = ${tokenHash} and ended_at is null and lock_after_minutes is not null
         and seen_at > now() - interval '30 minutes' and created_at > now() - interval '12 hours'
      returning 1`;
    if (locked.length === 0) throw ended();
  });

interface Tried extends Account {
  readonly id: string;
  readonly tries: number;
  readonly hash: string;
}

const ended = (): Refused => no("NOT_SIGNED_IN", "Sign in to go on.");

/** Counts the try before the PIN is looked at: five in all, however many come at once. */
const countPinTry = (parts: DeskParts, { tokenHash }: Caller): Promise<Tried | undefined> =>
  onConnection(parts.pool, async (connection) => {
    const [row] = await connection<Tried[]>`
      update auth.sessions s set pin_tries = s.pin_tries + 1, updated_at = now() from auth.pins p, users u
       where s.token_hash = ${tokenHash} and s.ended_at is null and s.lock_after_minutes is not null
         and s.seen_at > now() - interval '30 minutes' and s.created_at > now() - interval '12 hours'
         and s.pin_tries < ${mostTries} and p.tenant_id = s.tenant_id and p.user_id = s.user_id
         and u.tenant_id = s.tenant_id and u.id = s.user_id and u.status = 'active' and u.deleted_at is null
      returning s.tenant_id as "tenantId", s.user_id as "userId", s.id, s.pin_tries as tries, p.hash`;
    return row;
  });

/** Opens the device again. The fifth wrong PIN ends the sign-in: then only the password helps. */
export const unlockDevice = async (parts: DeskParts, caller: Caller, pin: string): Promise<void> => {
  const tried = await countPinTry(parts, caller);
  if (tried === undefined) throw ended();
  const isRight = await parts.gate.run(() => parts.verify(tried.hash, pepper(parts, tried, pin)));
  await inTransaction(parts.pool, (tx) => (isRight ? open(tx, tried) : noteWrong(tx, caller, tried)));
  if (isRight) return;
  const triesLeft = Math.max(0, mostTries - tried.tries);
  if (triesLeft === 0) parts.wake();
  throw no(
    "WRONG_PIN",
    triesLeft === 0
      ? "Too many wrong PINs. Sign in with your password."
      : `This is not your PIN. ${triesLeft === 1 ? "1 try is" : `${triesLeft} tries are`} left.`,
    { field: "pin", details: { triesLeft } },
  );
};

const open = async (tx: AuthTx, { tenantId, id }: Tried): Promise<void> => {
  const opened = await tx`
    update auth.sessions set locked_at = null, pin_tries = 0, seen_at = now(), updated_at = now()
     where tenant_id = ${tenantId} and id = ${id} and ended_at is null
    returning 1`;
  if (opened.length === 0) throw ended();
};

const noteWrong = async (tx: AuthTx, caller: Caller, { id, tries, ...account }: Tried): Promise<void> => {
  const sign = { account, entity: "sign_in", entityId: id, isProven: false } as const;
  await journal(tx, caller, [{ action: "PinRefused", ...sign }]);
  if (tries < mostTries) return;
  await tx`
    update auth.sessions set ended_at = now(), ended_reason = 'pin', updated_at = now()
     where tenant_id = ${account.tenantId} and id = ${id} and ended_at is null`;
  await journal(tx, caller, [{ action: "SignInEnded", ...sign, after: { userId: account.userId, reason: "pin" } }]);
};
