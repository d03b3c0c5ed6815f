import type { SignInRow } from "@handrail/domain/access/schema";
import type { Actor } from "@handrail/domain/kernel/actor";
import type { SignInId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { no } from "../../kernel/refused.ts";
import type { Account, AuthTx, Caller, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { inTransaction, onConnection } from "./transaction.ts";

type Row = z.infer<typeof SignInRow>;

/** The devices on which the person is signed in; what has run out is not shown. */
export const listSignIns = (parts: DeskParts, actor: Actor): Promise<Row[]> =>
  onConnection(parts.pool, async (connection) => {
    const rows = await connection<{ id: SignInId; device: string; createdAt: string; seenAt: string }[]>`
      select id, device, created_at as "createdAt", seen_at as "seenAt" from auth.sessions
       where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and ended_at is null
         and created_at > now() - interval '12 hours' and seen_at > now() - interval '30 minutes'
       order by seen_at desc, id desc`;
    return rows.map(({ id, device, createdAt, seenAt }) => ({
      id,
      device,
      createdAt: new Date(createdAt).toISOString(),
      seenAt: new Date(seenAt).toISOString(),
      isCurrent: id === actor.signInId,
    }));
  });

const entries = (account: Account, ids: readonly { id: string }[], reason: string) =>
  ids.map(({ id }) => ({
    action: "SignInEnded" as const,
    account,
    entity: "sign_in" as const,
    entityId: id,
    after: { userId: account.userId, reason },
  }));

export const endSignIn = async (
  parts: DeskParts,
  caller: Caller,
  { actor, id }: { actor: Actor; id: SignInId },
): Promise<void> => {
  await inTransaction(parts.pool, async (tx) => {
    const ended = await tx<{ id: string }[]>`
      update auth.sessions set ended_at = now(), ended_reason = 'ended', updated_at = now()
       where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and id = ${id} and ended_at is null
      returning id`;
    if (ended.length === 0) throw no("NOT_FOUND", "This device is already signed out.");
    await journal(tx, caller, entries(actor, ended, "ended"));
  });
  parts.wake();
};

/** Ends every sign-in of the person but the present one; answers how many there were. */
export const endOthers = async (
  tx: AuthTx,
  caller: Caller,
  { actor, reason }: { actor: Actor; reason: "ended" | "password" | "code" },
): Promise<number> => {
  const ended = await tx<{ id: string }[]>`
    update auth.sessions set ended_at = now(), ended_reason = ${reason}, updated_at = now()
     where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and id <> ${actor.signInId} and ended_at is null
    returning id`;
  await journal(tx, caller, entries(actor, ended, reason));
  return ended.length;
};

export const endOtherSignIns = async (parts: DeskParts, caller: Caller, actor: Actor): Promise<number> => {
  const ended = await inTransaction(parts.pool, (tx) => endOthers(tx, caller, { actor, reason: "ended" }));
  if (ended > 0) parts.wake();
  return ended;
};

/** Needs no live sign-in: whoever holds the token may end what it opens, also when that has run out meanwhile. */
export const signOut = async (parts: DeskParts, caller: Caller): Promise<void> => {
  const { tokenHash } = caller;
  if (tokenHash === null) return;
  await inTransaction(parts.pool, async (tx) => {
    const [ended] = await tx<{ tenantId: Account["tenantId"]; userId: Account["userId"]; id: string }[]>`
      update auth.sessions set ended_at = now(), ended_reason = 'signed out', updated_at = now()
       where token_hash = ${tokenHash} and ended_at is null
      returning tenant_id as "tenantId", user_id as "userId", id`;
    if (ended === undefined) return;
    const { id, ...account } = ended;
    await journal(tx, caller, [{ action: "SignedOut", account, entity: "sign_in", entityId: id }]);
  });
  parts.wake();
};

/**
 * Notes that a sign-in was used, without keeping the request waiting. What has run out stays so. When it fails, the next
 * request asks again.
 */
export const createTouch = ({ pool }: DeskParts): ((tokenHash: Uint8Array) => void) => {
  const underWay = new Set<string>();
  return (tokenHash) => {
    const name = Buffer.from(tokenHash).toString("base64");
    if (underWay.has(name)) return;
    underWay.add(name);
    onConnection(pool, async (connection) => {
      await connection`
        update auth.sessions set seen_at = now(), updated_at = now()
         where token_hash = ${tokenHash} and ended_at is null and seen_at < now() - interval '1 minute'
           and seen_at > now() - interval '30 minutes' and created_at > now() - interval '12 hours'`;
    }).then(
      () => underWay.delete(name),
      () => underWay.delete(name),
    );
  };
};
