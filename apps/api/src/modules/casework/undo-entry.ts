import type { CaseBefore } from "@handrail/db/schema/casework";
import { CaseEntryUndone } from "@handrail/domain/casework/events";
import type { UndoEntryInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { canUndoEntry } from "@handrail/domain/casework/rules";
import type { UserId } from "@handrail/domain/kernel/ids";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { caseForChange, caseWork, entryForChange, type EntryFacts } from "./case-facts.ts";
import { deleteEntry } from "./case-writes.ts";
import { about, caseLine, changeCase, changeOf, entryLine, holdCase, type CaseFields } from "./held-case.ts";

/**
 * Takes the author's own latest entry back, as if it had not been written: what it changed of the case goes back with it,
 * and a case that it opened goes with it.
 */
export const undoEntry = command({
  name: "casework.undoEntry",
  facts: (input: UndoEntryInput) => [caseForChange(input), caseWork(input), entryForChange(input)],
  decide: (tx, _input, [[facts], [work], [entry]]) => {
    const one = holdCase(tx, facts, work);
    insist(canChangeEntry(tx.actor, one.ties, entry));
    if (entry === undefined) throw no("NOT_FOUND", "There is no such entry in this case.", { field: "entryId" });
    const isLatest = entry.caseVersion === one.facts.version;
    const createdAt = new Date(entry.createdAt).toISOString();
    insist(canUndoEntry({ ...entry, createdAt, isLatest }, tx.actor.userId, tx.now));
    // First: the database lets a case go back only once the entry that moved it is gone.
    tx.write(deleteEntry({ entryId: entry.id }));
    const isMeeting = entry.kind === "meeting";
    const next = changeCase(tx, one, {
      fields: {
        ...(isMeeting
          ? {
              meetings: one.facts.meetings - 1,
              restrictedMeetings: one.facts.restrictedMeetings - Number(entry.isRestricted),
            }
          : {}),
        ...earlierOf(entry),
      },
      goes: entry.caseBefore === null,
    });
    return done({ ...changeOf(next), entryId: null }, [
      emit(CaseEntryUndone, {
        aggregateId: next.id,
        version: next.version,
        payload: { ...about(tx, next), entryId: entry.id },
        audit: [
          entryLine({ id: entry.id, studentId: next.studentId }, { before: { kind: entry.kind }, after: null }),
          caseLine(one.facts, entry.caseBefore === null ? null : next),
        ],
      }),
    ]);
  },
});

const earlierOf = ({ caseBefore }: EntryFacts): CaseFields => {
  if (caseBefore === null) return {};
  // Written by `beforeOf` alone, and permanent since.
  const { escalatedTo, ...earlier } = JSON.parse(caseBefore) as CaseBefore;
  return { ...earlier, escalatedTo: escalatedTo as UserId | null };
};
