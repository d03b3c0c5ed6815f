import { CaseStatusChanged } from "@handrail/domain/casework/events";
import type { ChangeStatusInput } from "@handrail/domain/casework/meeting-schema";
import type { EntryChange } from "@handrail/domain/casework/schema";

import { command, done, nothingToDo, type Done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion } from "./held-case.ts";
import { moveOf } from "./move.ts";

/** Moves a case on. The history shows by whom and when. */
export const changeStatus = command({
  name: "casework.changeStatus",
  facts: (input: ChangeStatusInput) => [caseForChange(input), caseWork(input)],
  decide: (tx, input, [[facts], [work]]): Done<EntryChange> => {
    const one = holdCase(tx, facts, work);
    insistOnVersion(one, input.version);
    const { status, resolutionNotes } = input;
    const fields = moveOf(tx, one, { status, resolutionNotes });
    if (fields.status === undefined) return nothingToDo({ ...changeOf(one.facts), entryId: null });
    const next = changeCase(tx, one, { fields });
    const entryId = writeEntry(
      tx,
      { kind: "status" },
      { before: one.facts, after: next, number: one.work.lastNumber + 1 },
    );
    return done({ ...changeOf(next), entryId }, [
      emit(CaseStatusChanged, {
        aggregateId: next.id,
        version: next.version,
        payload: { ...about(tx, next), entryId, from: one.facts.status, to: next.status },
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
