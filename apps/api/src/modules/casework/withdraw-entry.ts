import { CaseEntryWithdrawn } from "@handrail/domain/casework/events";
import type { WithdrawEntryInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { canWithdrawEntry } from "@handrail/domain/casework/rules";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { caseForChange, caseWork, entryForChange } from "./case-facts.ts";
import { strikeEntry } from "./case-writes.ts";
import { about, caseLine, changeCase, changeOf, entryLine, holdCase } from "./held-case.ts";

/** Strikes an entry through and says why. It stays to be read; what it changed of the case stays changed. */
export const withdrawEntry = command({
  name: "casework.withdrawEntry",
  facts: (input: WithdrawEntryInput) => [caseForChange(input), caseWork(input), entryForChange(input)],
  decide: (tx, input, [[facts], [work], [entry]]) => {
    const one = holdCase(tx, facts, work);
    insist(canChangeEntry(tx.actor, one.ties, entry));
    if (entry === undefined) throw no("NOT_FOUND", "There is no such entry in this case.", { field: "entryId" });
    insist(canWithdrawEntry(entry));
    if (entry.version !== input.version)
      throw no("STALE_VERSION", "This entry has changed since you looked. Look again, then decide.", {
        field: "version",
        details: { version: entry.version },
      });
    const isMeeting = entry.kind === "meeting";
    const { facts: before } = one;
    const next = changeCase(tx, one, {
      fields: isMeeting
        ? {
            meetings: before.meetings - 1,
            restrictedMeetings: before.restrictedMeetings - Number(entry.isRestricted),
            lastContactOn: entry.otherContactOn ?? before.lastContactOn,
          }
        : { lastContactOn: entry.otherContactOn ?? before.lastContactOn },
    });
    tx.write(strikeEntry({ entryId: entry.id, by: tx.actor.userId, at: tx.now, reason: input.reason }));
    return done({ ...changeOf(next), entryId: entry.id }, [
      emit(CaseEntryWithdrawn, {
        aggregateId: next.id,
        version: next.version,
        payload: { ...about(tx, next), entryId: entry.id },
        audit: [
          entryLine(
            { id: entry.id, studentId: next.studentId },
            // Why something restricted was struck through may say what it was.
            {
              before: { withdrawn: false },
              after: { withdrawn: true, reason: entry.isRestricted ? null : input.reason },
            },
          ),
          caseLine(before, next),
        ],
      }),
    ]);
  },
});
