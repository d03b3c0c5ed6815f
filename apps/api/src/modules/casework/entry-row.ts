import type { Agreed } from "@handrail/domain/casework/meeting-schema";
import type { CaseEntryKind } from "@handrail/domain/casework/schema";
import { v7 as newId } from "uuid";

import type { Tx } from "../../kernel/command.ts";
import { no } from "../../kernel/refused.ts";
import { arrayOf, caseWorkers, runningInterventions, type CaseFacts } from "./case-facts.ts";
import { insertActions, insertEntry } from "./case-writes.ts";
import { beforeOf } from "./held-case.ts";

interface Words {
  readonly kind: CaseEntryKind;
  readonly meetingDate?: string;
  readonly absenceReason?: string;
  readonly interventionNotes?: string;
  readonly actionPlan?: string;
  readonly updateText?: string;
  /** Where one was agreed on. */
  readonly followUpDate?: string | null;
  readonly isRestricted?: boolean;
}

interface Place {
  /** Null where the entry opens the case. */
  readonly before: CaseFacts | null;
  readonly after: CaseFacts;
  readonly number: number;
}

/** Writes an entry and answers its id. */
export const writeEntry = (tx: Tx, words: Words, { before, after, number }: Place): string => {
  const id = newId();
  const moved = before !== null && before.status !== after.status;
  tx.write(
    insertEntry({
      row: JSON.stringify({
        id,
        case_id: after.id,
        student_id: after.studentId,
        kind: words.kind,
        number,
        meeting_date: words.meetingDate ?? null,
        absence_reason: words.absenceReason ?? null,
        intervention_notes: words.interventionNotes ?? null,
        action_plan: words.actionPlan ?? null,
        update_text: words.updateText ?? null,
        follow_up_date: words.followUpDate ?? null,
        status_from: moved ? before.status : null,
        status_to: moved ? after.status : null,
        is_restricted: words.isRestricted ?? false,
        created_by: tx.actor.userId,
        created_at: tx.now,
        case_version: after.version,
        case_before: before === null ? null : beforeOf(before),
      }),
    }),
  );
  return id;
};

/** Whether those named in what was agreed on are there to be named; answered before anything is written. */
export const checkAgreed = async (tx: Tx, actions: readonly Agreed[]): Promise<void> => {
  if (actions.length === 0) return;
  const owners = [...new Set(actions.map((one) => one.ownerId))];
  const wanted = [...new Set(actions.flatMap(({ interventionId }) => interventionId ?? []))];
  const [people, interventions] = await tx.facts(
    caseWorkers({ ids: arrayOf(owners) }),
    runningInterventions({ ids: arrayOf(wanted) }),
  );
  if (people.length < owners.length)
    throw no("INVALID_INPUT", "Choose a colleague who works with cases.", { field: "ownerId" });
  if (interventions.length < wanted.length)
    throw no("INVALID_INPUT", "Choose an intervention that is not over.", { field: "interventionId" });
};

/** Writes what was agreed on and answers the ids. */
export const writeActions = (
  tx: Tx,
  actions: readonly Agreed[],
  { entryId, facts }: { entryId: string; facts: CaseFacts },
): string[] => {
  if (actions.length === 0) return [];
  const rows = actions.map((one) => ({
    id: newId(),
    case_id: facts.id,
    entry_id: entryId,
    student_id: facts.studentId,
    what: one.what,
    owner_id: one.ownerId,
    due_on: one.dueOn ?? null,
    intervention_id: one.interventionId ?? null,
  }));
  tx.write(insertActions({ rows: JSON.stringify(rows) }));
  return rows.map(({ id }) => id);
};
