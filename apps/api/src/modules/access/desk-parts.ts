import type { Connection, Pool } from "@handrail/db/client";
import type { Keyring } from "@handrail/db/vault/keyring";
import type { TenantId, UserId } from "@handrail/domain/kernel/ids";

import type { AddressLane } from "./address-lane.ts";
import type { Gate } from "./gate.ts";

/** What the desk's parts share. `verify` and `hash` cost a core each and run behind the gate. */
export interface DeskParts {
  /** Of the role handrail_auth, which alone reads the sign-in tables. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly wake: () => void;
  readonly gate: Gate;
  /** Sign-ins wait here for their turn, before they take a connection. */
  readonly door: Gate;
  readonly lane: AddressLane;
  readonly verify: (passwordHash: string, password: string) => Promise<boolean>;
  readonly hash: (password: string) => Promise<string>;
}

/** The request behind a call. */
export interface Caller {
  readonly tokenHash: Uint8Array | null;
  readonly requestId: string;
  readonly ipHash: Uint8Array;
  /** Key of the address for rate limits. */
  readonly address: string;
  readonly device: string;
  /** The cookie that says who has signed in on this device before; null where there is none. */
  readonly knownDevice: string | null;
}

/** One person in one school. */
export interface Account {
  readonly tenantId: TenantId;
  readonly userId: UserId;
}

/** A connection of the sign-in role's pool inside a transaction. */
export type AuthTx = Connection;
