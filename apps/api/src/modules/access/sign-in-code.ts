import type { SignInCodeInput } from "@handrail/domain/access/schema";
import type * as z from "zod/mini";

import { no, Refused } from "../../kernel/refused.ts";
import { useCode } from "./check-code.ts";
import type { Account, Caller, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { knownDevice } from "./known-device.ts";
import { openSignIn } from "./open-sign-in.ts";
import { codeLimits, countTry, signInLimits, takeBack } from "./rate-limit.ts";
import { hashOfToken } from "./token.ts";
import { inTransaction, onConnection } from "./transaction.ts";

const mostTries = 5;

const wrongCode = (triesLeft: number): Refused =>
  triesLeft === 0
    ? no("WRONG_CODE", "This sign-in has expired. Start again with your password.", { details: { triesLeft } })
    : no("WRONG_CODE", "This code is not right, or it was used before.", { field: "code", details: { triesLeft } });

interface Challenged extends Account {
  readonly email: string;
  readonly tries: number;
}

/** Counts the try before the code is looked at: five in all, however many come at once. */
const countChallengeTry = (parts: DeskParts, challengeHash: Buffer): Promise<Challenged | undefined> =>
  onConnection(parts.pool, async (connection) => {
    const [row] = await connection<Challenged[]>`
      update auth.challenges c set tries = c.tries + 1, updated_at = now() from users u
       where c.token_hash = ${challengeHash} and c.used_at is null and c.expires_at > now() and c.tries < ${mostTries}
         and u.tenant_id = c.tenant_id and u.id = c.user_id and u.status = 'active' and u.deleted_at is null
      returning c.tenant_id as "tenantId", c.user_id as "userId", lower(u.email) as email, c.tries`;
    return row;
  });

/** The second step of a sign-in. */
export const signInWithCode = async (
  parts: DeskParts,
  caller: Caller,
  input: z.infer<typeof SignInCodeInput>,
): Promise<{ token: string; email: string }> => {
  const challengeHash = hashOfToken(input.challenge);
  const account = await countChallengeTry(parts, challengeHash);
  if (account === undefined) throw wrongCode(0);
  const limits = codeLimits(parts.keyring, account.userId);
  await countTry(parts.pool, limits);
  try {
    const token = await inTransaction(parts.pool, async (tx) => {
      const used = await tx`
        update auth.challenges set used_at = now(), updated_at = now()
         where token_hash = ${challengeHash} and used_at is null
        returning 1`;
      if (used.length === 0) throw wrongCode(0);
      const kind = await useCode(parts, tx, { account, code: input.code });
      // Thrown, so that a wrong code does not use the challenge up.
      if (kind === null) throw wrongCode(mostTries - account.tries);
      if (kind === "backup")
        await journal(tx, caller, [{ action: "BackupCodeUsed", account, entity: "user", entityId: account.userId }]);
      const { email } = account;
      const device = knownDevice(parts.keyring, email, caller.knownDevice);
      await takeBack(tx, [...limits, ...signInLimits(parts.keyring, { email, address: caller.address, device })]);
      return openSignIn(tx, caller, { account, level: "code" });
    });
    parts.wake();
    return { token, email: account.email };
  } catch (error) {
    if (error instanceof Refused) await recordRefusal(parts, caller, account);
    throw error;
  }
};

const recordRefusal = (parts: DeskParts, caller: Caller, account: Account): Promise<void> =>
  onConnection(parts.pool, (connection) =>
    journal(connection, caller, [
      { action: "CodeRefused", account, entity: "user", entityId: account.userId, isProven: false },
    ]),
  );
