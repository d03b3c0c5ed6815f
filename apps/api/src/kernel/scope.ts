import type { Connection, Pool } from "@handrail/db/client";
import type { Bound } from "@handrail/db/statement";
import type { Permission, ToolKey } from "@handrail/domain/access/schema";
import { has, type Actor } from "@handrail/domain/kernel/actor";
import type { SignInId, TenantId, UserId } from "@handrail/domain/kernel/ids";

import type { Fairness } from "./fairness.ts";
import { no } from "./refused.ts";
import { limitTime } from "./time-budget.ts";

/** Who may call a procedure at all: anyone signed in, or the holders of a tool (and of a permission). */
export type Access = "signed_in" | { readonly tool: ToolKey; readonly permission?: Permission };

declare const minted: unique symbol;

/**
 * The right to read and write as one signed-in person inside their tenant. Minted here alone. It holds no tenant and no
 * person: both are answered by the database, in the transaction that uses them, so that an ended sign-in or a lost role
 * counts at once.
 */
export interface Scope {
  readonly [minted]: true;
  readonly pool: Pool;
  readonly tokenHash: Uint8Array;
  readonly access: Access;
  readonly requestId: string;
  readonly ipHash: Uint8Array | null;
  readonly signal: AbortSignal | undefined;
  /** Shares the pool between schools and people; without it, first come, first served. */
  readonly fairness?: Fairness;
  /** Told about every live sign-in that has not been seen for a minute. */
  readonly onTouchDue: (tokenHash: Uint8Array) => void;
}

export const mintScope = (parts: Omit<Scope, typeof minted>): Scope => parts as Scope;

/** How long a request waits for a free connection before it is told to come back. */
const patienceMs = 2_000;

export const acquire = async (pool: Pool, signal?: AbortSignal): Promise<Connection> => {
  const granted = pool.reserve();
  let timer: NodeJS.Timeout | undefined;
  let forget = (): void => undefined;
  const gaveUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(no("BUSY", "Handrail is busy. Try again in a moment.")), patienceMs);
    if (signal !== undefined) {
      const onAbort = (): void => reject(no("BUSY", "The request was given up."));
      signal.addEventListener("abort", onAbort, { once: true });
      forget = () => signal.removeEventListener("abort", onAbort);
      if (signal.aborted) onAbort();
    }
  });
  try {
    return await Promise.race([granted, gaveUp]);
  } catch (error) {
    // Granted late: hand it straight back.
    granted.then(
      (connection) => connection.release(),
      () => undefined,
    );
    throw error;
  } finally {
    clearTimeout(timer);
    forget();
  }
};

/** How long a person's request may wait and work, and what is left for the work in any case. */
const requestMs = 4_500;
const leastWorkMs = 1_500;

/** A connection for a scope, when it is its person's turn; its transaction has a limit of time. */
export const acquireFor = async (scope: Scope): Promise<Connection> => {
  const { fairness, pool, signal } = scope;
  const askedAt = performance.now();
  const leave = await fairness?.enter(scope, signal);
  try {
    const connection = await acquire(pool, signal);
    const giveBack = connection.release.bind(connection);
    // Every reservation is an object of its own.
    connection.release = () => {
      giveBack();
      leave?.();
    };
    limitTime(connection, Math.max(leastWorkMs, requestMs - (performance.now() - askedAt)));
    return connection;
  } catch (error) {
    leave?.();
    throw error;
  }
};

/** Waits for all, then throws the first failure: behind a failed statement the rest fail with 25P02 and explain nothing. */
export const settled = async <T extends readonly Promise<unknown>[]>(
  sent: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> => {
  const results = await Promise.allSettled(sent);
  const values = results.map((result): unknown => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
  return values as { [K in keyof T]: Awaited<T[K]> };
};

interface ActorRow {
  tenant_id: TenantId;
  user_id: UserId;
  sign_in_id: SignInId;
  level: "password" | "code";
  is_touch_due: boolean;
  roles: string[];
  tools: ToolKey[];
  permissions: Permission[];
}

const beginText = "select * from app.begin($1)";

/** Sends the statement that opens the scope; call `admit` on its answer before any row leaves. */
export const sendBegin = (connection: Connection, scope: Scope): Promise<ActorRow[]> =>
  connection.unsafe<ActorRow[]>(beginText, [scope.tokenHash as never], { prepare: true }).then((rows) => [...rows]);

/** The person, if the procedure is open to them. */
export const admit = (scope: Scope, [row]: ActorRow[]): Actor => {
  if (row === undefined) throw no("NOT_SIGNED_IN", "Sign in to go on.");
  scope.fairness?.learn(scope.tokenHash, { tenantId: row.tenant_id, userId: row.user_id });
  if (row.is_touch_due) scope.onTouchDue(scope.tokenHash);
  const actor: Actor = {
    tenantId: row.tenant_id,
    userId: row.user_id,
    signInId: row.sign_in_id,
    level: row.level,
    roles: row.roles,
    tools: row.tools,
    permissions: row.permissions,
  };
  if (scope.access !== "signed_in") {
    const { tool, permission } = scope.access;
    if (!actor.tools.includes(tool))
      throw no("TOOL_MISSING", "Your roles do not include this tool. Ask an administrator of your school.", {
        details: { tool },
      });
    if (permission !== undefined && !has(actor, permission))
      throw no("NOT_ALLOWED", "Your roles do not allow this. Ask an administrator of your school.", {
        details: { permission },
      });
  }
  return actor;
};

type RowsOf<Q extends readonly Bound<unknown>[]> = { [K in keyof Q]: Q[K] extends Bound<infer R> ? R[] : never };

/** Reads in one round trip: begin, scope, the queries and commit go out together. */
export const read = async <const Q extends readonly Bound<unknown>[]>(
  scope: Scope,
  ...queries: Q
): Promise<{ actor: Actor; rows: RowsOf<Q> }> => {
  const connection = await acquireFor(scope);
  try {
    const [, person, ...rest] = await settled([
      // Executed at once: the driver sends a query when it is awaited, and all that follows would come before this one.
      connection.unsafe("begin read only").execute(),
      sendBegin(connection, scope),
      ...queries.map((bound) => bound(connection)),
      connection.unsafe("commit").execute(),
    ]);
    return { actor: admit(scope, person), rows: rest.slice(0, queries.length) as RowsOf<Q> };
  } finally {
    // After an error the pipelined commit has rolled back: the connection is clean either way.
    connection.release();
  }
};
