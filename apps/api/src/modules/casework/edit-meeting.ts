import { MeetingEdited } from "@handrail/domain/casework/events";
import type { EditMeetingInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry } from "@handrail/domain/casework/policy";
import { canBeFollowUp, canBeMeetingDate, canEditEntry } from "@handrail/domain/casework/rules";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { activeOfStudent, caseForChange, caseWork, entryForChange } from "./case-facts.ts";
import { about, caseLine, changeCase, changeOf, holdCase } from "./held-case.ts";
import { contactOf, correctionOf, writeCorrection } from "./meeting-words.ts";

/** Corrects a meeting while no other entry follows. The audit log keeps what it said before. */
export const editMeeting = command({
  name: "casework.editMeeting",
  facts: (input: EditMeetingInput) => [
    caseForChange(input),
    caseWork(input),
    entryForChange(input),
    activeOfStudent(input),
  ],
  decide: (tx, input, [[facts], [work], [entry], actives]) => {
    const one = holdCase(tx, facts, work);
    insist(canChangeEntry(tx.actor, one.ties, entry));
    if (entry === undefined) throw no("NOT_FOUND", "There is no such entry in this case.", { field: "entryId" });
    if (entry.kind !== "meeting") throw no("INVALID_INPUT", "Only a meeting can be corrected.", { field: "entryId" });
    if (entry.version !== input.version)
      throw no("STALE_VERSION", "This meeting has changed since you looked. Look again, then decide.", {
        field: "version",
        details: { version: entry.version },
      });
    const correction = correctionOf(entry, input);
    const { next, changed } = correction;
    const { rootCause = one.facts.rootCause, urgency = one.facts.urgency } = input;
    const causeChanges = rootCause !== one.facts.rootCause;
    if (changed.length > 0 || causeChanges) insist(canEditEntry(entry));
    if (causeChanges && entry.number !== 1)
      throw no("INVALID_INPUT", "The root cause belongs to the opening meeting.", { field: "rootCause" });
    if (causeChanges && actives.some((other) => other.rootCause === rootCause))
      throw no("ACTIVE_CASE_EXISTS", "This student already has an active case of that cause.", { field: "rootCause" });
    insist(canBeMeetingDate(next.meetingDate ?? one.work.today, one.work.today));
    if (input.followUpDate !== entry.followUpDate)
      insist(canBeFollowUp(input.followUpDate, one.facts.followUpDate, one.work.today));
    const followUpDate = input.followUpDate === undefined ? one.facts.followUpDate : input.followUpDate;
    const isSame = urgency === one.facts.urgency && followUpDate === one.facts.followUpDate && !causeChanges;
    if (changed.length === 0 && isSame) return nothingToDo({ ...changeOf(one.facts), entryId: entry.id });
    if (!isSame && one.facts.status === "closed")
      throw no("CASE_CLOSED", "A closed case cannot be changed. Open a follow-on case.", { field: "caseId" });
    const after = changeCase(tx, one, { fields: { rootCause, urgency, followUpDate, ...contactOf(one, correction) } });
    return done({ ...changeOf(after), entryId: entry.id }, [
      emit(MeetingEdited, {
        aggregateId: after.id,
        version: after.version,
        payload: { ...about(tx, after), entryId: entry.id },
        audit: [caseLine(one.facts, after), writeCorrection(tx, one, correction)],
      }),
    ]);
  },
});
