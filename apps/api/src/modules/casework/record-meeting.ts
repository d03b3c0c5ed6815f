import { CaseOpened, MeetingRecorded } from "@handrail/domain/casework/events";
import type { MeetingRecordedOutput, RecordMeetingInput } from "@handrail/domain/casework/meeting-schema";
import { canChangeCase, canOpenCaseFor } from "@handrail/domain/casework/policy";
import { canBeFollowUp, canBeMeetingDate, canOpenBeside } from "@handrail/domain/casework/rules";
import type { Urgency } from "@handrail/domain/casework/schema";
import { CaseId } from "@handrail/domain/kernel/ids";
import { v7 as newId } from "uuid";

import { command, done, type Done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { activeCaseForChange, activeCaseWork, studentForCase, type CaseFacts } from "./case-facts.ts";
import { dropOwnDraft, insertCase } from "./case-writes.ts";
import { writeCounters } from "./counters.ts";
import { checkAgreed, writeActions, writeEntry } from "./entry-row.ts";
import { about, caseLine, changeCase, changeOf, countedOf, held, type HeldCase } from "./held-case.ts";

/** Records a meeting: it opens a case, or joins the active one of that student and cause. */
export const recordMeeting = command({
  name: "casework.recordMeeting",
  facts: (input: RecordMeetingInput) => [
    studentForCase(input),
    activeCaseForChange(input),
    // Behind the lock: see `CaseWork`.
    activeCaseWork(input),
  ],
  decide: async (tx, input, [[student], [active], [work]]) => {
    insist(canOpenCaseFor(tx.actor, student));
    if (student === undefined)
      throw no("NOT_FOUND", "This student does not exist, or you may not see this student.", { field: "studentId" });
    if (input.caseId !== undefined && active?.id !== input.caseId)
      throw no("CASE_CLOSED", "This case is closed, so no meeting can be added. Open a follow-on case.", {
        field: "caseId",
      });
    insist(canBeMeetingDate(input.meetingDate, student.today));
    insist(canBeFollowUp(input.followUpDate, active?.followUpDate ?? null, student.today));
    await checkAgreed(tx, input.actions);
    if (input.draftId !== undefined) tx.write(dropOwnDraft({ draftId: input.draftId }));
    if (active === undefined || work === undefined) {
      if (!student.isEnrolled) throw no("NOT_ENROLLED", "This student is not enrolled now.", { field: "studentId" });
      const { urgency } = input;
      if (urgency === undefined)
        throw no("INVALID_INPUT", "A new case needs an urgency: low, medium or high.", { field: "urgency" });
      return openCase(tx, { ...input, urgency });
    }
    const one = held(active, work);
    insistOnJoining(tx, input, one);
    return joinCase(tx, input, one);
  },
});

/** The case is named only to those who may see it. */
const insistOnJoining = (tx: Tx, input: RecordMeetingInput, { facts, ties }: HeldCase): void => {
  const mayJoin = canChangeCase(tx.actor, ties).allowed;
  if (mayJoin && input.ifActive === "refuse") insist(canOpenBeside(facts, input.rootCause));
  if (!mayJoin)
    throw no(
      "ACTIVE_CASE_EXISTS",
      "A colleague has an active case of this student and cause. Ask them to add you to its team.",
      { field: "rootCause", details: { ownerId: facts.createdBy } },
    );
};

const openCase = (tx: Tx, input: RecordMeetingInput & { readonly urgency: Urgency }): Done<MeetingRecordedOutput> => {
  const facts: CaseFacts = {
    id: CaseId.parse(newId()),
    studentId: input.studentId as CaseFacts["studentId"],
    rootCause: input.rootCause,
    urgency: input.urgency,
    status: "open",
    followUpDate: input.followUpDate ?? null,
    resolutionNotes: null,
    closedAt: null,
    lastContactOn: input.meetingDate,
    meetings: 1,
    restrictedMeetings: input.isRestricted ? 1 : 0,
    escalatedTo: null,
    createdBy: tx.actor.userId,
    version: 1,
  };
  tx.write(
    insertCase({
      row: JSON.stringify({
        id: facts.id,
        student_id: facts.studentId,
        root_cause: facts.rootCause,
        urgency: facts.urgency,
        status: facts.status,
        follow_up_date: facts.followUpDate,
        last_contact_on: facts.lastContactOn,
        meetings: facts.meetings,
        restricted_meetings: facts.restrictedMeetings,
        created_by: facts.createdBy,
        version: facts.version,
      }),
    }),
  );
  const entryId = writeEntry(tx, { ...wordsOf(input) }, { before: null, after: facts, number: 1 });
  writeActions(tx, input.actions, { entryId, facts });
  writeCounters(tx, null, countedOf(facts, []));
  return done({ ...changeOf(facts), entryId, joined: false, meeting: 1 }, [
    emit(CaseOpened, {
      aggregateId: facts.id,
      version: facts.version,
      payload: { ...about(tx, facts), entryId },
      audit: [caseLine(null, facts)],
    }),
  ]);
};

const joinCase = (tx: Tx, input: RecordMeetingInput, one: HeldCase): Done<MeetingRecordedOutput> => {
  const { facts, work } = one;
  const next = changeCase(tx, one, {
    fields: {
      ...(input.urgency === undefined ? {} : { urgency: input.urgency }),
      ...(input.followUpDate === undefined ? {} : { followUpDate: input.followUpDate }),
      lastContactOn: input.meetingDate > facts.lastContactOn ? input.meetingDate : facts.lastContactOn,
      meetings: facts.meetings + 1,
      restrictedMeetings: facts.restrictedMeetings + (input.isRestricted ? 1 : 0),
    },
  });
  const entryId = writeEntry(tx, wordsOf(input), { before: facts, after: next, number: work.lastNumber + 1 });
  writeActions(tx, input.actions, { entryId, facts: next });
  return done({ ...changeOf(next), entryId, joined: true, meeting: next.meetings }, [
    emit(MeetingRecorded, {
      aggregateId: next.id,
      version: next.version,
      payload: { ...about(tx, next), entryId },
      audit: [caseLine(facts, next)],
    }),
  ]);
};

const wordsOf = (input: RecordMeetingInput) => ({
  kind: "meeting" as const,
  meetingDate: input.meetingDate,
  absenceReason: input.absenceReason,
  interventionNotes: input.interventionNotes,
  actionPlan: input.actionPlan,
  followUpDate: input.followUpDate ?? null,
  isRestricted: input.isRestricted,
});
