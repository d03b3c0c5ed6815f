import { no } from "../../kernel/refused.ts";
import type { AuthTx, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import type { Asker } from "./proof.ts";
import { inTransaction } from "./transaction.ts";

/** Ends a token: the next request that brings it is refused. */
export const endApiToken = async (parts: DeskParts, { actor, caller }: Asker, id: string): Promise<void> => {
  await inTransaction(parts.pool, async (tx) => {
    const ended = await tx`
      update auth.api_tokens set ended_at = now(), updated_at = now()
       where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and id = ${id} and ended_at is null
      returning id`;
    if (ended.length === 0) throw no("NOT_FOUND", "This token has already been ended.", { field: "id" });
    await journal(tx, caller, [
      {
        action: "ApiTokenEnded",
        account: actor,
        entity: "api_token",
        entityId: id,
        after: { userId: actor.userId },
      },
    ]);
  });
  parts.wake();
};

/**
 * After a stolen password: ends all tokens, or those made since a sign-in from a new device, which may be a stranger's. A
 * device is new where no earlier sign-in had its browser, system and network; the present sign-in and the oldest one that
 * is still known do not count. Answers how many tokens ended.
 */
export const endTokensAtChange = async (tx: AuthTx, { actor, caller }: Asker, isAll: boolean): Promise<number> => {
  const ended = await tx<{ id: string }[]>`
    with known as (
      select id, created_at, row_number() over (order by created_at, id) as nth,
        row_number() over (partition by device, ip_hash order by created_at, id) as nth_of_device
        from auth.sessions where tenant_id = ${actor.tenantId} and user_id = ${actor.userId}),
    suspect as (
      select max(created_at) as since from known where nth > 1 and nth_of_device = 1 and id <> ${actor.signInId})
    update auth.api_tokens k set ended_at = now(), updated_at = now() from suspect
     where k.tenant_id = ${actor.tenantId} and k.user_id = ${actor.userId} and k.ended_at is null
       and (${isAll} or k.created_at >= suspect.since)
    returning k.id`;
  await journal(
    tx,
    caller,
    ended.map(({ id }) => ({
      action: "ApiTokenEnded" as const,
      account: actor,
      entity: "api_token" as const,
      entityId: id,
      after: { userId: actor.userId, reason: "password" },
    })),
  );
  return ended.length;
};
