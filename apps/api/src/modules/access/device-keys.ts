import type { Keyring } from "@handrail/db/vault/keyring";
import type { DeviceKeys } from "@handrail/domain/access/schema";
import type { Actor } from "@handrail/domain/kernel/actor";

/**
 * The keys that seal what a browser keeps. They are derived, so no database and no backup holds them, and they are handed
 * out to a live, unlocked sign-in alone. Copies open to this sign-in only. Typed words and marks open to their writer in
 * every sign-in, because they outlive a sign-out.
 */
export const deviceKeys = (keyring: Keyring, { tenantId, userId, signInId }: Actor): DeviceKeys => ({
  userId,
  copies: keyring.hmac("device copies", JSON.stringify([tenantId, userId, signInId])).toString("base64url"),
  words: keyring.hmac("device words", JSON.stringify([tenantId, userId])).toString("base64url"),
});
