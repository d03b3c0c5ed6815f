import { query } from "@handrail/db/client";
import { users } from "@handrail/db/schema/access";
import { statement } from "@handrail/db/statement";
import type { Actor } from "@handrail/domain/kernel/actor";
import { allow, refuse, type Verdict } from "@handrail/domain/kernel/verdict";
import type { WatchInput } from "@handrail/domain/realtime/schema";
import { canSeeSession, type SessionTies } from "@handrail/domain/sessions/policy";
import { and, eq, sql } from "drizzle-orm";

import { read, type Scope } from "../kernel/scope.ts";
import { sessionTies } from "../modules/sessions/queries.ts";
import { rooms, type Room } from "./rooms.ts";

/** Something a socket follows. The id is a session's, or a day. */
export interface Watch {
  readonly kind: "roster" | "day";
  readonly id: string;
}

export const watchOf = (input: WatchInput): Watch =>
  // Ids are lower case everywhere else; a room under another spelling would stay silent.
  input.kind === "roster" ? { kind: "roster", id: input.sessionId.toLowerCase() } : { kind: "day", id: input.day };

export const keyOf = (watch: Watch): string => `${watch.kind}:${watch.id}`;

export const roomOf = (tenantId: string, watch: Watch): Room =>
  watch.kind === "roster" ? rooms.roster(tenantId, watch.id) : rooms.days(tenantId);

export interface Permission {
  readonly watch: Watch;
  readonly verdict: Verdict;
  /** The roster's version; null for a day. */
  readonly version: number | null;
}

export interface Look {
  readonly actor: Actor;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const ownName = statement<object>()(
  query
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, sql`(select app.tenant_id())`), eq(users.id, sql`(select app.user_id())`))),
);

const decide = (actor: Actor, watch: Watch, ties: SessionTies | undefined): Verdict => {
  if (!actor.tools.includes("sessions"))
    return refuse("TOOL_MISSING", "Your roles do not include this tool. Ask an administrator of your school.");
  return watch.kind === "day" ? allow : canSeeSession(actor, ties);
};

/**
 * Asks the database who this is and what of these they may follow, in one round trip and one transaction. Throws when
 * the sign-in is over. Looking is not use: an open page alone does not keep a sign-in alive.
 */
export const look = async (scope: Scope, watches: readonly Watch[]): Promise<Look> => {
  const rosters = watches.filter(({ kind }) => kind === "roster");
  const { actor, rows } = await read(
    { ...scope, onTouchDue: () => undefined },
    ownName({}),
    ...rosters.map(({ id }) => sessionTies({ sessionId: id })),
  );
  const [[person], ...ties] = rows;
  const found = new Map(rosters.map((watch, index) => [watch, ties[index]?.[0]]));
  return {
    actor,
    name: person?.name ?? "",
    permissions: watches.map((watch) => ({
      watch,
      verdict: decide(actor, watch, found.get(watch)),
      version: found.get(watch)?.rosterVersion ?? null,
    })),
  };
};
