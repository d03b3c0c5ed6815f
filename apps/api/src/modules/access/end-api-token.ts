import { no } from "../../kernel/refused.ts";
import type { DeskParts } from "./desk-parts.ts";
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
    if (ended.length === 0) throw no("NOT_FOUND", "This token is ended already.", { field: "id" });
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
