import { isGoodPassword } from "@handrail/domain/access/rules";
import type { ChangePasswordInput } from "@handrail/domain/access/schema";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import type { DeskParts } from "./desk-parts.ts";
import { endTokensAtChange } from "./end-api-token.ts";
import { journal } from "./journal.ts";
import { changeHeld, checkPassword, renewToken, type Asker } from "./proof.ts";
import { endOthers } from "./sign-ins.ts";
import { onConnection } from "./transaction.ts";

export interface PasswordChange {
  readonly token: string;
  /** Sign-ins on other devices that this ended. */
  readonly ended: number;
  /** Tokens for programs that this ended. */
  readonly endedTokens: number;
}

const emailOf = (parts: DeskParts, { actor }: Asker): Promise<string> =>
  onConnection(parts.pool, async (connection) => {
    const [row] = await connection<{ email: string }[]>`
      select email from users where tenant_id = ${actor.tenantId} and id = ${actor.userId}`;
    return row?.email ?? "";
  });

/** The new password ends all other sign-ins, every sign-in that still waits for its code, and tokens of programs. */
export const changePassword = async (
  parts: DeskParts,
  asker: Asker,
  { current, next, endTokens }: z.infer<typeof ChangePasswordInput>,
): Promise<PasswordChange> => {
  const { actor, caller } = asker;
  insist(isGoodPassword({ password: next, current, email: await emailOf(parts, asker) }));
  const field = "current";
  const checked = await checkPassword(parts, asker, { password: current, field });
  // Before the transaction: no connection waits for a hash.
  const hash = await parts.gate.run(() => parts.hash(next));
  return changeHeld(parts, asker, {
    checked,
    field,
    change: async (tx) => {
      await tx`
        update auth.passwords set hash = ${hash}, changed_at = now(), updated_at = now()
         where tenant_id = ${actor.tenantId} and user_id = ${actor.userId}`;
      await tx`
        update auth.challenges set used_at = now(), updated_at = now()
         where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and used_at is null`;
      const ended = await endOthers(tx, caller, { actor, reason: "password" });
      await journal(tx, caller, [
        { action: "PasswordChanged", account: actor, entity: "user", entityId: actor.userId },
      ]);
      const endedTokens = await endTokensAtChange(tx, asker, endTokens);
      return { token: await renewToken(tx, actor, actor.level), ended, endedTokens };
    },
  });
};
