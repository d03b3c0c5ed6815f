import type { CaseBefore } from "@handrail/db/schema/casework";
import type { Counted } from "@handrail/domain/casework/counters";
import { canChangeCase, type CaseTies } from "@handrail/domain/casework/policy";
import type { CaseChange } from "@handrail/domain/casework/schema";
import type { UserId } from "@handrail/domain/kernel/ids";

import type { Tx } from "../../kernel/command.ts";
import type { AuditEntry } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import type { CaseFacts, CaseWork } from "./case-facts.ts";
import { updateCase } from "./case-writes.ts";
import { writeCounters } from "./counters.ts";

/** A case that a command may change: locked, with its team. */
export interface HeldCase {
  readonly facts: CaseFacts;
  readonly work: CaseWork;
  readonly ties: CaseTies;
  readonly team: readonly string[];
}

export const held = (facts: CaseFacts, work: CaseWork): HeldCase => ({
  facts,
  work,
  ties: { createdBy: facts.createdBy, escalatedTo: facts.escalatedTo, isOnTeam: work.isOnTeam },
  team: work.team === "" ? [] : work.team.split(","),
});

/** The case, if the person may change it; a case one may not see is no case. */
export const holdCase = (tx: Tx, facts: CaseFacts | undefined, work: CaseWork | undefined): HeldCase => {
  if (facts === undefined || work === undefined)
    throw no("NOT_FOUND", "This case does not exist, or you have no access to it.");
  const one = held(facts, work);
  insist(canChangeCase(tx.actor, one.ties));
  return one;
};

/** Says no when the case is not as the person saw it, with what it is now: the screen shows both. */
export const insistOnVersion = ({ facts }: HeldCase, version: number | undefined): void => {
  if (version === undefined || facts.version === version) return;
  throw no("STALE_VERSION", "This case has changed since you looked. Look again, then decide.", {
    field: "version",
    details: {
      version: facts.version,
      status: facts.status,
      urgency: facts.urgency,
      followUpDate: facts.followUpDate,
    },
  });
};

/** Everyone who works on a case, each once. */
const peopleOf = (facts: Pick<CaseFacts, "createdBy" | "escalatedTo">, team: readonly string[]): string[] => [
  ...new Set([facts.createdBy, ...(facts.escalatedTo === null ? [] : [facts.escalatedTo]), ...team]),
];

export const countedOf = (facts: CaseFacts, team: readonly string[]): Counted => ({
  studentId: facts.studentId,
  status: facts.status,
  urgency: facts.urgency,
  rootCause: facts.rootCause,
  followUpDate: facts.followUpDate,
  meetings: facts.meetings,
  people: peopleOf(facts, team),
});

export type CaseFields = Partial<
  Pick<
    CaseFacts,
    | "rootCause"
    | "urgency"
    | "status"
    | "followUpDate"
    | "resolutionNotes"
    | "closedAt"
    | "lastContactOn"
    | "meetings"
    | "restrictedMeetings"
    | "escalatedTo"
  >
>;

interface Change {
  readonly fields: CaseFields;
  readonly team?: readonly string[];
  /** The case goes away with this change. */
  readonly goes?: boolean;
}

/** Writes the case one version further, with its counters, and answers it as it is then. */
export const changeCase = (tx: Tx, one: HeldCase, { fields, team = one.team, goes = false }: Change): CaseFacts => {
  const next: CaseFacts = { ...one.facts, ...fields, version: one.facts.version + 1 };
  tx.write(
    updateCase({
      row: JSON.stringify({
        id: next.id,
        root_cause: next.rootCause,
        urgency: next.urgency,
        status: next.status,
        follow_up_date: next.followUpDate,
        resolution_notes: next.resolutionNotes,
        closed_at: next.closedAt,
        last_contact_on: next.lastContactOn,
        meetings: next.meetings,
        restricted_meetings: next.restrictedMeetings,
        escalated_to: next.escalatedTo,
        deleted_at: goes ? tx.now : null,
        version: next.version,
      }),
    }),
  );
  writeCounters(tx, countedOf(one.facts, one.team), goes ? null : countedOf(next, team));
  return next;
};

/** What an undo goes back to. */
export const beforeOf = (facts: CaseFacts): CaseBefore => ({
  status: facts.status,
  urgency: facts.urgency,
  followUpDate: facts.followUpDate,
  resolutionNotes: facts.resolutionNotes,
  closedAt: facts.closedAt,
  escalatedTo: facts.escalatedTo,
  lastContactOn: facts.lastContactOn,
});

export const changeOf = ({ id, version, status }: CaseFacts): CaseChange => ({ caseId: id, version, status });

/** What every event of a case carries. */
export const about = (tx: Tx, facts: CaseFacts) => ({
  caseId: facts.id,
  studentId: facts.studentId,
  version: facts.version,
  by: tx.actor.userId as UserId,
});

const auditValue = (facts: CaseFacts) => ({
  status: facts.status,
  urgency: facts.urgency,
  rootCause: facts.rootCause,
  followUpDate: facts.followUpDate,
  escalatedTo: facts.escalatedTo,
  version: facts.version,
});

/** The audit line of a case: its facts, no words. */
export const caseLine = (before: CaseFacts | null, after: CaseFacts | null): AuditEntry => {
  const facts = after ?? before;
  if (facts === null) throw new Error("An audit line about nothing");
  return {
    entityType: "case",
    entityId: facts.id,
    subjectId: facts.studentId,
    before: before === null ? null : auditValue(before),
    after: after === null ? null : auditValue(after),
  };
};

/** The audit line of an entry. What is restricted does not leave its table. */
export const entryLine = (
  entry: { readonly id: string; readonly studentId: string },
  values: { readonly before: unknown; readonly after: unknown },
): AuditEntry => ({ entityType: "case_entry", entityId: entry.id, subjectId: entry.studentId, ...values });
