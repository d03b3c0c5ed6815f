import type { BackupCodes, CodeSetUp } from "@handrail/domain/access/schema";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { no } from "../../kernel/refused.ts";
import { renewBackupCodes } from "./backup-codes.ts";
import { openSecret, sealSecret } from "./check-code.ts";
import type { DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { lockSignIn, renewToken, withPassword, type Asker } from "./proof.ts";
import { codeLimits, countTry, takeBack } from "./rate-limit.ts";
import { endOthers } from "./sign-ins.ts";
import { enrolment, newSecret, stepOf } from "./totp.ts";
import { inTransaction } from "./transaction.ts";

type SetUp = z.infer<typeof CodeSetUp>;

/** A secret for an authenticator app. Nothing is asked for until a code from it has been confirmed. */
export const startCode = (parts: DeskParts, asker: Asker, password: string): Promise<SetUp> =>
  withPassword(parts, asker, {
    password,
    change: async (tx) => {
      const { tenantId, userId } = asker.actor;
      const secret = newSecret();
      const kept = await tx`
        insert into auth.totp as t (tenant_id, id, user_id, secret)
        values (${tenantId}, ${newId()}, ${userId}, ${sealSecret(parts, asker.actor, secret)})
        on conflict (tenant_id, user_id) do update set secret = excluded.secret, last_step = 0, updated_at = now()
          where t.confirmed_at is null
        returning 1`;
      if (kept.length === 0)
        throw no("NOT_ALLOWED", "Sign-in codes are already on. Turn them off first to set up another device.");
      const [row] = await tx<{ email: string }[]>`
        select email from users where tenant_id = ${tenantId} and id = ${userId}`;
      return enrolment(secret, row?.email ?? "");
    },
  });

export interface CodeConfirmed {
  readonly token: string;
  readonly codes: string[];
}

/** Turns codes on. Other sign-ins end: they were opened without a code. */
export const confirmCode = async (parts: DeskParts, asker: Asker, code: string): Promise<CodeConfirmed> => {
  const { actor, caller } = asker;
  const { tenantId, userId } = actor;
  const limits = codeLimits(parts.keyring, userId);
  await countTry(parts.pool, limits);
  const confirmed = await inTransaction(parts.pool, async (tx) => {
    await lockSignIn(tx, asker);
    const [row] = await tx<{ secret: Uint8Array }[]>`
      select secret from auth.totp
       where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is null
         and updated_at > now() - interval '15 minutes'`;
    if (row === undefined) throw no("NOT_FOUND", "This set-up has expired. Start again.");
    const step = stepOf(openSecret(parts, actor, row.secret), code, Date.now());
    if (step === null) throw no("WRONG_CODE", "This code is not right. Use the one shown just now.", { field: "code" });
    await tx`
      update auth.totp set confirmed_at = now(), last_step = ${step}, updated_at = now()
       where tenant_id = ${tenantId} and user_id = ${userId}`;
    await takeBack(tx, limits);
    const codes = await renewBackupCodes(tx, parts.keyring, actor);
    await endOthers(tx, caller, { actor, reason: "code" });
    await journal(tx, caller, [{ action: "CodeTurnedOn", account: actor, entity: "user", entityId: userId }]);
    return { token: await renewToken(tx, actor, "code"), codes };
  });
  parts.wake();
  return confirmed;
};

export const removeCode = (parts: DeskParts, asker: Asker, password: string): Promise<string> =>
  withPassword(parts, asker, {
    password,
    change: async (tx) => {
      const { actor, caller } = asker;
      const { tenantId, userId } = actor;
      if (actor.level !== "code") throw no("NOT_FOUND", "This account has no codes.");
      await tx`delete from auth.totp where tenant_id = ${tenantId} and user_id = ${userId}`;
      await tx`delete from auth.backup_codes where tenant_id = ${tenantId} and user_id = ${userId}`;
      // From here on a sign-in with a password alone is as good as these.
      await tx`
        update auth.sessions set level = 'password', updated_at = now()
         where tenant_id = ${tenantId} and user_id = ${userId} and ended_at is null`;
      await journal(tx, caller, [{ action: "CodeTurnedOff", account: actor, entity: "user", entityId: userId }]);
      return renewToken(tx, actor, "password");
    },
  });

export const newBackupCodes = async (
  parts: DeskParts,
  asker: Asker,
  password: string,
): Promise<z.infer<typeof BackupCodes>> =>
  withPassword(parts, asker, {
    password,
    change: async (tx) => {
      const { actor, caller } = asker;
      if (actor.level !== "code") throw no("NOT_FOUND", "This account has no codes.");
      const codes = await renewBackupCodes(tx, parts.keyring, actor);
      await journal(tx, caller, [
        { action: "BackupCodesRenewed", account: actor, entity: "user", entityId: actor.userId },
      ]);
      return { codes };
    },
  });
