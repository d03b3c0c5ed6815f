import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { canManageIntervention, canSeeIntervention } from "@handrail/domain/interventions/policy";
import { has } from "@handrail/domain/kernel/actor";
import type { EnrollmentId, InterventionId } from "@handrail/domain/kernel/ids";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import {
  enrollmentRows,
  goalRows,
  interventionCounts,
  interventionHead,
  interventionTeamRows,
  waitingRows,
} from "./page-rows.ts";
import { interventionTies } from "./queries.ts";

const moment = (at: string): string => new Date(at).toISOString();

type Enrolled = Awaited<ReturnType<ReturnType<typeof enrollmentRows>>>[number];

export const enrollmentOf = (row: Enrolled): EnrollmentRow => ({
  ...row,
  id: row.id as EnrollmentId,
  enrolledAt: moment(row.enrolledAt),
  endedAt: row.endedAt === null ? null : moment(row.endedAt),
});

/** Everything on the page of one intervention, in one round trip. */
export const intervention = async (scope: Scope, input: { interventionId: InterventionId }): Promise<Intervention> => {
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    interventionHead(input),
    interventionCounts(input),
    interventionTeamRows(input),
    goalRows(input),
    enrollmentRows(input),
    waitingRows(input),
  );
  const [[ties], [head], [counts], team, goals, enrolled, waiting] = rows;
  insist(canSeeIntervention(actor, ties));
  if (head === undefined || counts === undefined)
    throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
  const { version, status, statusReason, ownerName, program, zone, today, ...fields } = head;
  const enrollments = enrolled.map(enrollmentOf);
  // A student who came back has two enrolments and one count.
  const counted = new Map(enrollments.map((row) => [row.studentId, row]));
  const sum = (of: "minutesReceived" | "minutesPlanned"): number =>
    [...counted.values()].reduce((total, row) => total + row[of], 0);
  return {
    id: input.interventionId,
    version,
    status,
    statusReason,
    fields,
    ownerName,
    program,
    zone,
    today,
    sessionsHeld: counts.held,
    sessionsToCome: counts.toCome,
    minutesReceived: sum("minutesReceived"),
    minutesPlannedSoFar: sum("minutesPlanned"),
    lastPointOn: counts.lastPointOn,
    team: [...team],
    goals: [...goals],
    enrollments,
    waiting: waiting.map((row) => ({ ...row, since: moment(row.since) })),
    mayManage: canManageIntervention(actor, ties).allowed,
    mayExport: has(actor, "reports.export"),
  };
};
