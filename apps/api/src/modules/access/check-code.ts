import { takeBackupCode } from "./backup-codes.ts";
import type { Account, AuthTx, DeskParts } from "./desk-parts.ts";
import { stepOf } from "./totp.ts";

/** The secret is bound to its person: sealed for one it does not open for another. */
export const sealSecret = ({ keyring }: DeskParts, { tenantId, userId }: Account, secret: Uint8Array): Uint8Array =>
  keyring.seal("totp", secret, JSON.stringify([tenantId, userId]));

export const openSecret = ({ keyring }: DeskParts, { tenantId, userId }: Account, sealed: Uint8Array): Uint8Array =>
  keyring.open("totp", sealed, JSON.stringify([tenantId, userId]));

/** Whether a code is right, and used up from now on: a step of the authenticator counts once, and so does a backup code. */
export const useCode = async (
  parts: DeskParts,
  tx: AuthTx,
  { account, code }: { account: Account; code: string },
): Promise<"authenticator" | "backup" | null> => {
  const { tenantId, userId } = account;
  const [row] = await tx<{ secret: Uint8Array }[]>`
    select secret from auth.totp where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is not null`;
  if (row === undefined) return null;
  const step = stepOf(openSecret(parts, account, row.secret), code, Date.now());
  if (step === null) return (await takeBackupCode(tx, parts.keyring, { account, code })) ? "backup" : null;
  const used = await tx`
    update auth.totp set last_step = ${step}, updated_at = now()
     where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is not null and last_step < ${step}
    returning 1`;
  return used.length > 0 ? "authenticator" : null;
};
