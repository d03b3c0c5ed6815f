import { rawStatement, type Bound } from "@handrail/db/statement";
import type { SessionId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

export interface FutureSession {
  readonly id: SessionId;
  readonly rosterVersion: number;
  /** It has begun. */
  readonly isRunning: boolean;
}

/**
 * The sessions of an intervention that are not over, locked in one order: whoever books students into them comes after
 * the lock of the session, as a roster's commands do.
 */
export const futureSessions = rawStatement<{ interventionId: string }, FutureSession>()(sql`
  select s.id, s.roster_version as "rosterVersion", s.start_time <= now() as "isRunning" from sessions s
   where s.tenant_id = (select app.tenant_id()) and s.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and s.status = 'scheduled' and s.end_time > now() and s.deleted_at is null
   order by s.id for no key update of s`);

const bump = rawStatement<{ sessionIds: string }>()(sql`
  update sessions set roster_version = roster_version + 1, updated_at = now()
   where tenant_id = app.tenant_id() and id = any (${sql.placeholder("sessionIds")}::uuid[])`);

/** Their rosters have changed: the write that says so, and what events tell of it. */
export const bumpRosters = (sessions: readonly FutureSession[]): Bound<never> =>
  bump({ sessionIds: `{${sessions.map(({ id }) => id).join(",")}}` });

export const rostersAfter = (sessions: readonly FutureSession[]): { sessionId: SessionId; version: number }[] =>
  sessions.map(({ id, rosterVersion }) => ({ sessionId: id, version: rosterVersion + 1 }));
