import type { Counted } from "@handrail/domain/casework/counters";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { addDays, type Day } from "@handrail/domain/kernel/time";

import type { caseActions, caseEntries, caseEscalations, cases } from "../schema/casework.ts";
import type { CasePlan } from "./case-plans.ts";
import { caseWords, planTemplates } from "./case-words.ts";
import { momentIn, type Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, type RowOf } from "./rows.ts";

interface Story {
  readonly row: RowOf<typeof cases>;
  readonly entries: readonly RowOf<typeof caseEntries>[];
  readonly escalation: RowOf<typeof caseEscalations> | null;
  readonly action: RowOf<typeof caseActions>;
  readonly counted: Counted;
}

interface Stage {
  readonly school: SchoolDefinition;
  readonly calendar: Calendar;
}

/** The latest day of school that is so many days ago or more. */
const schoolDay = ({ past, firstDay }: Calendar, day: Day): Day => past.findLast((one) => one <= day) ?? firstDay;

const wordsOf = (list: readonly string[], turn: number): string => list[turn % list.length] ?? "";

/** Lives a case through, entry by entry, as commands would have left it. */
export const storyOf = ({ school, calendar }: Stage, plan: CasePlan): Story => {
  const { key } = school;
  const id = idOf(`${key} case ${plan.key}`);
  const by = demoIds.user(key, plan.opener);
  const studentId = demoIds.student(key, plan.place);
  const words = caseWords[plan.rootCause];
  const { note, turn = 0 } = plan;
  const steps = ["meeting" as const, ...plan.after, ...(note === undefined ? [] : ["note" as const])];
  const days = steps.map((_, index) =>
    schoolDay(calendar, addDays(calendar.today, Math.floor((plan.opened * index) / steps.length) - plan.opened)),
  );
  const moments = days.map((day, index) =>
    momentIn(school.zone, day, `${index % 2 === 0 ? "14" : "11"}:${10 + index}`),
  );
  const followUpDate = plan.followUp === null ? null : addDays(calendar.today, plan.followUp);
  let status: CaseStatus = "open";
  let contact = days[0] ?? calendar.firstDay;
  const escalatedTo = plan.after.includes("escalated") ? demoIds.user(key, "reyes") : null;
  const entries = steps.map((step, index): RowOf<typeof caseEntries> => {
    const at = moments[index] ?? "";
    const day = days[index] ?? calendar.firstDay;
    const isLast = index === steps.length - 1;
    const isMeeting = step === "meeting";
    const isMove = step !== "meeting" && step !== "note";
    const statusFrom = status;
    const caseBefore =
      index === 0
        ? null
        : {
            status: statusFrom,
            urgency: plan.urgency,
            followUpDate: null,
            resolutionNotes: null,
            closedAt: null,
            escalatedTo: null,
            lastContactOn: contact,
          };
    if (isMeeting) contact = day;
    if (isMove) status = step;
    return {
      id: idOf(`${key} case ${plan.key} entry ${index}`),
      caseId: id,
      studentId,
      kind: isMeeting ? "meeting" : "update",
      number: index + 1,
      meetingDate: isMeeting ? day : null,
      absenceReason: isMeeting ? wordsOf(words.said, turn + index) : null,
      interventionNotes: isMeeting ? wordsOf(words.noticed, turn + index) : null,
      actionPlan: isMeeting ? wordsOf(words.plan, turn + index) : null,
      updateText: isMeeting
        ? null
        : step === "closed"
          ? words.resolved
          : step === "note"
            ? (note?.words ?? "")
            : step === "escalated"
              ? "Three meetings, and it has not got better. Could you speak to the family?"
              : wordsOf(words.later, step === "not_improving" ? 1 : turn + index),
      followUpDate: isLast && followUpDate !== null && followUpDate >= day ? followUpDate : null,
      statusFrom: isMove ? statusFrom : null,
      statusTo: isMove ? status : null,
      isRestricted: plan.key === "back-family" && index === 2,
      createdBy: step === "note" && note !== undefined ? demoIds.user(key, note.by) : by,
      createdAt: at,
      caseVersion: index + 1,
      caseBefore,
    };
  });
  const meetings = steps.filter((step) => step === "meeting").length;
  const lastAt = moments.at(-1) ?? "";
  const isClosed = plan.after.at(-1) === "closed";
  return {
    row: {
      id,
      studentId,
      rootCause: plan.rootCause,
      urgency: plan.urgency,
      status,
      followUpDate,
      resolutionNotes: isClosed ? words.resolved : null,
      closedAt: isClosed ? lastAt : null,
      lastContactOn: contact,
      meetings,
      restrictedMeetings: entries.filter((entry) => entry.isRestricted === true && entry.kind === "meeting").length,
      escalatedTo,
      createdBy: by,
      createdAt: moments[0] ?? "",
      updatedAt: lastAt,
      version: steps.length,
    },
    entries,
    escalation:
      escalatedTo === null
        ? null
        : {
            id: idOf(`${key} case ${plan.key} escalation`),
            caseId: id,
            fromUserId: by,
            toUserId: escalatedTo,
            reason: "Three meetings, and it has not got better. Could you speak to the family?",
            createdAt: lastAt,
          },
    action: {
      id: idOf(`${key} case ${plan.key} action`),
      caseId: id,
      entryId: idOf(`${key} case ${plan.key} entry 0`),
      studentId,
      what: planTemplates.find(({ rootCause }) => rootCause === plan.rootCause)?.title.toLowerCase() ?? "",
      ownerId: by,
      dueOn: addDays(days[0] ?? calendar.firstDay, 10),
      doneAt: steps.length > 1 ? (moments[1] ?? null) : null,
      doneBy: steps.length > 1 ? by : null,
    },
    counted: {
      studentId,
      status,
      urgency: plan.urgency,
      rootCause: plan.rootCause,
      followUpDate,
      meetings,
      people: [...new Set([by, ...(escalatedTo === null ? [] : [escalatedTo])])],
    },
  };
};
