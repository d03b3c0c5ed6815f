import { rawStatement } from "@handrail/db/statement";
import { CaseActionChanged } from "@handrail/domain/casework/events";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import type { EnrollmentId, InterventionId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { about, changeCase, type HeldCase } from "./held-case.ts";

const tenant = sql`(select app.tenant_id())`;

export interface ActionFacts {
  readonly id: string;
  readonly isDone: boolean;
  readonly interventionId: InterventionId | null;
  readonly enrollmentId: EnrollmentId | null;
  readonly isRestricted: boolean;
  readonly version: number;
}

export const actionForChange = rawStatement<{ caseId: string; actionId: string }, ActionFacts>()(sql`
  select a.id, a.done_at is not null as "isDone", a.intervention_id as "interventionId", a.enrollment_id as "enrollmentId", e.is_restricted as "isRestricted", a.version
    from case_actions a join case_entries e on e.tenant_id = a.tenant_id and e.id = a.entry_id
   where a.tenant_id = ${tenant} and a.case_id = ${sql.placeholder("caseId")}::uuid and a.id = ${sql.placeholder("actionId")}::uuid`);

/** The action, if the person may settle it: whoever works on the case does, whoever wrote the entry. */
export const holdAction = (tx: Tx, one: HeldCase, action: ActionFacts | undefined): ActionFacts => {
  const entry = action && { createdBy: tx.actor.userId, isRestricted: action.isRestricted };
  insist(canChangeEntry(tx.actor, one.ties, entry));
  if (action === undefined) throw no("NOT_FOUND", "There is no such action in this case.", { field: "actionId" });
  return action;
};

export const insistOnAction = (action: ActionFacts, version: number): void => {
  if (action.version === version) return;
  throw no("STALE_VERSION", "This action has changed since you looked. Look again, then decide.", {
    field: "version",
    details: { version: action.version },
  });
};

export const settleAction = rawStatement<{
  actionId: string;
  at: string | null;
  by: string | null;
  enrollmentId: string | null;
}>()(sql`
  update case_actions set done_at = ${sql.placeholder("at")}::timestamptz, done_by = ${sql.placeholder("by")}::uuid,
    enrollment_id = ${sql.placeholder("enrollmentId")}::uuid, version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("actionId")}::uuid`);

/** The action's new state, told with the case one version further. */
interface Changed {
  readonly actionId: string;
  readonly before: unknown;
  readonly after: unknown;
}

export const actionChanged = (tx: Tx, one: HeldCase, { actionId, before, after }: Changed): EventRecord => {
  const next = changeCase(tx, one, { fields: {} });
  return emit(CaseActionChanged, {
    aggregateId: next.id,
    version: next.version,
    payload: { ...about(tx, next), actionId },
    audit: [{ entityType: "case_action", entityId: actionId, subjectId: next.studentId, before, after }],
  });
};
