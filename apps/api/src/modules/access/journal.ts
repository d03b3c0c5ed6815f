import { v7 as newId } from "uuid";

import type { Account, AuthTx, Caller } from "./desk-parts.ts";

type AccessAction =
  | "SignedIn"
  | "SignedOut"
  | "SignInFailed"
  | "SignInEnded"
  | "PasswordChanged"
  | "PasswordRefused"
  | "CodeRefused"
  | "CodeTurnedOn"
  | "CodeTurnedOff"
  | "BackupCodeUsed"
  | "BackupCodesRenewed"
  | "PinSet"
  | "PinRefused"
  | "DeviceShared"
  | "ApiTokenMade"
  | "ApiTokenEnded";

export interface AccessEntry {
  readonly action: AccessAction;
  readonly account: Account;
  readonly entity: "user" | "sign_in" | "api_token";
  readonly entityId: string;
  /** False where nobody has shown yet who they are. */
  readonly isProven?: boolean;
  readonly after?: Readonly<Record<string, string | number>>;
}

/** Lines of the audit log of the account's school: ids only, never an e-mail address or anything typed. */
export const journal = async (tx: AuthTx, caller: Caller, entries: readonly AccessEntry[]): Promise<void> => {
  if (entries.length === 0) return;
  const rows = JSON.stringify(
    entries.map(({ action, account, entity, entityId, isProven = true, after }) => ({
      tenant_id: account.tenantId,
      id: newId(),
      actor_id: isProven ? account.userId : null,
      action,
      entity_type: entity,
      entity_id: entityId,
      after: after ?? null,
    })),
  );
  await tx`
    insert into audit_logs (tenant_id, id, actor_id, action, entity_type, entity_id, after, request_id, ip_hash)
    select r.tenant_id, r.id, r.actor_id, r.action, r.entity_type, r.entity_id, r.after, ${caller.requestId}, ${caller.ipHash}
      from jsonb_to_recordset(${rows}::jsonb)
        as r (tenant_id uuid, id uuid, actor_id uuid, action text, entity_type text, entity_id uuid, after jsonb)`;
};
