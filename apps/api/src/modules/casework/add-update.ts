import { CaseStatusChanged, CaseUpdated } from "@handrail/domain/casework/events";
import type { AddUpdateInput } from "@handrail/domain/casework/meeting-schema";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { dropOwnDraft } from "./case-writes.ts";
import { writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion } from "./held-case.ts";
import { moveOf } from "./move.ts";

/** Adds what happened since, and in the same control moves the case on. */
export const addUpdate = command({
  name: "casework.addUpdate",
  facts: (input: AddUpdateInput) => [caseForChange(input), caseWork(input)],
  decide: (tx, input, [[facts], [work]]) => {
    const one = holdCase(tx, facts, work);
    const { updateText, isRestricted, draftId, ...wanted } = input;
    const changesCase = [wanted.status, wanted.urgency, wanted.followUpDate].some((value) => value !== undefined);
    // Words alone collide with nobody: they are added whatever came between.
    if (changesCase) insistOnVersion(one, input.version);
    const fields = moveOf(tx, one, wanted);
    const next = changeCase(tx, one, { fields });
    const entryId = writeEntry(
      tx,
      {
        kind: "update",
        updateText,
        isRestricted,
        ...(fields.followUpDate == null ? {} : { followUpDate: fields.followUpDate }),
      },
      { before: one.facts, after: next, number: one.work.lastNumber + 1 },
    );
    if (draftId !== undefined) tx.write(dropOwnDraft({ draftId }));
    const payload = { ...about(tx, next), entryId };
    const order = { aggregateId: next.id, version: next.version, audit: [caseLine(one.facts, next)] as const };
    return done({ ...changeOf(next), entryId }, [
      next.status === one.facts.status
        ? emit(CaseUpdated, { ...order, payload })
        : emit(CaseStatusChanged, { ...order, payload: { ...payload, from: one.facts.status, to: next.status } }),
    ]);
  },
});
