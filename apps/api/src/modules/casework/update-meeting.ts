import { CaseChanged, CaseStatusChanged, MeetingEdited } from "@handrail/domain/casework/events";
import { isActive } from "@handrail/domain/casework/machine";
import type { UpdateMeetingInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeEntry, isOnCase } from "@handrail/domain/casework/policy";
import { canBeMeetingDate, canEditEntry } from "@handrail/domain/casework/rules";
import type { EntryChange } from "@handrail/domain/casework/schema";

import { command, done, nothingToDo, type Done, type Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import {
  activeOfStudent,
  caseForChange,
  caseWork,
  meetingsForChange,
  type CaseFacts,
  type EntryFacts,
} from "./case-facts.ts";
import { writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion, type HeldCase } from "./held-case.ts";
import { contactOf, correctionOf, writeCorrection, type Correction } from "./meeting-words.ts";
import { moveOf } from "./move.ts";

const openingOf = (tx: Tx, one: HeldCase, meetings: readonly EntryFacts[]): EntryFacts => {
  const opening = meetings.find(({ isRestricted }) => !isRestricted || isOnCase(tx.actor, one.ties));
  if (opening === undefined)
    throw no("NOT_FOUND", "This meeting does not exist, or you have no access to it.", { field: "caseId" });
  return opening;
};

/** What the meeting should say. A follow-up that changes together with its words is what it agreed on. */
const correctionFor = (entry: EntryFacts, input: UpdateMeetingInput, facts: CaseFacts): Correction => {
  const { meetingDate, absenceReason, interventionNotes, actionPlan, followUpDate } = input;
  const words = { meetingDate, absenceReason, interventionNotes, actionPlan };
  const correction = correctionOf(entry, words);
  return correction.changed.length > 0 && followUpDate !== undefined && followUpDate !== facts.followUpDate
    ? correctionOf(entry, { ...words, followUpDate })
    : correction;
};

/** As the case would be without the move: what an undo of the move goes back to. */
const unmoved = (facts: CaseFacts, { status, resolutionNotes, closedAt }: CaseFacts): CaseFacts => ({
  ...facts,
  status,
  resolutionNotes,
  closedAt,
});

/**
 * Brings the opening meeting and its case to what was sent, all of it or nothing. Words and root cause change while nothing
 * follows the meeting; urgency, follow-up and status as long as the case goes on.
 */
export const updateMeeting = command({
  name: "casework.updateMeeting",
  facts: (input: UpdateMeetingInput) => [
    caseForChange(input),
    caseWork(input),
    meetingsForChange(input),
    activeOfStudent(input),
  ],
  decide: (tx, input, [[facts], [work], meetings, actives]): Done<EntryChange> => {
    const one = holdCase(tx, facts, work);
    const { version, studentId, rootCause, urgency, followUpDate, status, resolutionNotes } = input;
    insistOnVersion(one, version);
    if (studentId !== undefined && studentId !== one.facts.studentId)
      throw no("INVALID_INPUT", "The student of a meeting cannot be changed.", { field: "studentId" });
    const entry = openingOf(tx, one, meetings);
    const correction = correctionFor(entry, input, one.facts);
    const causeChanges = rootCause !== one.facts.rootCause;
    const isEdited = correction.changed.length > 0 || causeChanges;
    if (isEdited) {
      insist(canChangeEntry(tx.actor, one.ties, entry));
      insist(canEditEntry(entry));
      insist(canBeMeetingDate(input.meetingDate, one.work.today));
    }
    if (causeChanges && entry.number !== 1)
      throw no("INVALID_INPUT", "The root cause belongs to the opening meeting.", { field: "rootCause" });
    if (causeChanges && isActive(status ?? one.facts.status) && actives.some((other) => other.rootCause === rootCause))
      throw no("ACTIVE_CASE_EXISTS", "This student already has an active case of that cause.", { field: "rootCause" });
    // Sent back as they were read, the notes of a closed case ask for nothing.
    const notes = resolutionNotes === one.facts.resolutionNotes ? undefined : resolutionNotes;
    const fields = moveOf(tx, one, { status, resolutionNotes: notes, urgency, followUpDate });
    if (!isEdited && Object.keys(fields).length === 0)
      return nothingToDo({ ...changeOf(one.facts), entryId: entry.id });

    const after = changeCase(tx, one, {
      fields: { ...fields, rootCause, ...(isEdited ? contactOf(one, correction) : {}) },
    });
    const words = writeCorrection(tx, one, correction);
    const told = { aggregateId: after.id, version: after.version };
    const caseChanged = caseLine(one.facts, after);
    const moved: EventRecord[] = [];
    if (fields.status !== undefined) {
      const before = unmoved(after, one.facts);
      const moveId = writeEntry(tx, { kind: "status" }, { before, after, number: one.work.lastNumber + 1 });
      const payload = { ...about(tx, after), entryId: moveId, from: before.status, to: after.status };
      moved.push(emit(CaseStatusChanged, { ...told, payload, audit: [caseChanged] }));
    }
    const [first = emit(CaseChanged, { ...told, payload: about(tx, after), audit: [caseChanged] }), ...others] = [
      ...moved,
      ...(isEdited
        ? [
            emit(MeetingEdited, {
              ...told,
              payload: { ...about(tx, after), entryId: entry.id },
              audit: moved.length === 0 ? [caseChanged, words] : [words],
            }),
          ]
        : []),
    ];
    return done({ ...changeOf(after), entryId: entry.id }, [first, ...others]);
  },
});
