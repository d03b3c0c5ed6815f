import { randomInt } from "node:crypto";

import type { Keyring } from "@handrail/db/vault/keyring";
import { v7 as newId } from "uuid";

import type { Account, AuthTx } from "./desk-parts.ts";
import { typedCode } from "./typed-code.ts";

/** Without 0, 1, I, L, O and U: these are copied by hand. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const newCode = (): string => {
  const half = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)] ?? "").join("");
  return `${half()}-${half()}`;
};

const hashOf = (keyring: Keyring, { tenantId, userId }: Account, code: string): Buffer =>
  keyring.hmac("backup codes", JSON.stringify([tenantId, userId, typedCode(code).toUpperCase()]));

/** Ten new codes, told once; the old ones end. */
export const renewBackupCodes = async (tx: AuthTx, keyring: Keyring, account: Account): Promise<string[]> => {
  const { tenantId, userId } = account;
  const codes = Array.from({ length: 10 }, newCode);
  await tx`delete from auth.backup_codes where tenant_id = ${tenantId} and user_id = ${userId}`;
  for (const code of codes)
    await tx`
      insert into auth.backup_codes (tenant_id, id, user_id, code_hash)
      values (${tenantId}, ${newId()}, ${userId}, ${hashOf(keyring, account, code)})`;
  return codes;
};

/** True once for each code. */
export const takeBackupCode = async (
  tx: AuthTx,
  keyring: Keyring,
  { account, code }: { account: Account; code: string },
): Promise<boolean> => {
  const used = await tx`
    update auth.backup_codes set used_at = now(), updated_at = now()
     where tenant_id = ${account.tenantId} and user_id = ${account.userId}
       and code_hash = ${hashOf(keyring, account, code)} and used_at is null
    returning 1`;
  return used.length > 0;
};
