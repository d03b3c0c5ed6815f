import type { EventPayload } from "@handrail/domain/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type { SessionId } from "@handrail/domain/kernel/ids";
import type { SessionsChanged } from "@handrail/domain/sessions/change-schema";

import type { Tx } from "../../kernel/command.ts";
import type { AuditEntry } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bumpIntervention } from "../interventions/queries.ts";
import type { OwnerFacts, PlannedFacts } from "./change-facts.ts";

/** The intervention, if this person may change its plan. */
export const openPlan = (tx: Tx, owner: OwnerFacts | undefined): OwnerFacts => {
  insist(canManageIntervention(tx.actor, owner));
  if (owner === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  return owner;
};

/** Nothing is added to a plan that is closed. */
export const insistOnOpen = ({ status }: OwnerFacts): void => {
  if (status === "completed" || status === "cancelled")
    throw no("INTERVENTION_CLOSED", "The intervention is closed: its sessions stay as they are.");
};

/** The session that the person saw: another's change in between is told, never overwritten. */
export const sessionSeen = (
  sessions: readonly PlannedFacts[],
  { sessionId, version }: { readonly sessionId: string; readonly version?: number },
): PlannedFacts => {
  const session = sessions.find(({ id }) => id === sessionId);
  if (session === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  if (version !== undefined && version !== session.version)
    throw no("STALE_VERSION", "Somebody changed this session meanwhile. Look at it again.", {
      details: {
        version: session.version,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        status: session.status,
        facilitatorId: session.facilitatorId,
        locationId: session.locationId,
      },
    });
  return session;
};

/** What a change of sessions ends with: the intervention's version rises, and every roster's with it. */
export const changed = (
  tx: Tx,
  owner: OwnerFacts,
  sessions: readonly PlannedFacts[],
): {
  readonly record: { aggregateId: string; version: number };
  readonly payload: EventPayload<"SessionMoved">;
  readonly output: (untouched?: number) => SessionsChanged;
} => {
  const { interventionId } = owner;
  const version = owner.version + 1;
  const rosters = sessions.map(({ id, version: before }) => ({ sessionId: id, version: before + 1 }));
  tx.write(bumpIntervention({ interventionId, version }));
  return {
    record: { aggregateId: interventionId, version },
    payload: { interventionId, version, by: tx.actor.userId, sessions: rosters },
    output: (untouched = 0) => ({ interventionId, sessions: rosters, untouched }),
  };
};

/** One line of the audit log for each session. */
export const auditOf = (
  sessions: readonly PlannedFacts[],
  after: (session: PlannedFacts) => unknown,
): [AuditEntry, ...AuditEntry[]] => {
  const [first, ...others] = sessions.map((session): AuditEntry => ({
    entityType: "session",
    entityId: session.id,
    before: {
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      status: session.status,
      facilitatorId: session.facilitatorId,
      locationId: session.locationId,
    },
    after: after(session),
  }));
  if (first === undefined) throw new Error("A change of no session");
  return [first, ...others];
};

export const slotOf = (
  session: PlannedFacts,
): {
  sessionId: SessionId;
  startsAt: string;
  endsAt: string;
  facilitatorId: string | null;
  locationId: string | null;
} => ({
  sessionId: session.id,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  facilitatorId: session.facilitatorId,
  locationId: session.locationId,
});
