import type { Permission, ToolKey } from "../access/schema.ts";
import type { SignInId, TenantId, UserId } from "./ids.ts";

/** The signed-in person, as the database answered it inside the transaction that is running. */
export interface Actor {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly signInId: SignInId;
  /** `code` when a one-time code was given in addition to the password. */
  readonly level: "password" | "code";
  readonly roles: readonly string[];
  readonly tools: readonly ToolKey[];
  readonly permissions: readonly Permission[];
}

export const has = (actor: Pick<Actor, "permissions">, permission: Permission): boolean =>
  actor.permissions.includes(permission);
