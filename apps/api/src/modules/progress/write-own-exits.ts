import type { EnrollmentId, InterventionId, StudentId } from "@handrail/domain/kernel/ids";
import { ExitDecided, ExitRecommended } from "@handrail/domain/progress/events";
import { evidenceNow, exitEvidence } from "@handrail/domain/progress/evidence";
import { v7 as newId } from "uuid";

import type { Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { exitFactsOf } from "./exit-facts.ts";
import { insertAccepted, pendingRecommendations, writeDecision } from "./recommendation-rows.ts";
import { factsOfStudents } from "./student-facts.ts";
import {
  criterionRows,
  participants,
  phaseRows,
  pointRows,
  progressGoals,
  progressHead,
  sessionRows,
} from "./student-rows.ts";

interface Exits {
  readonly interventionId: InterventionId;
  readonly leaving: readonly { readonly id: EnrollmentId; readonly studentId: StudentId }[];
  readonly reason: string;
}

interface Accepted {
  readonly id: string;
  readonly studentId: StudentId;
  readonly version: number;
}

const decidedEvent = (tx: Tx, interventionId: InterventionId, { id, studentId, version }: Accepted): EventRecord =>
  emit(ExitDecided, {
    aggregateId: id,
    version,
    payload: { recommendationId: id, interventionId, studentId, version, by: tx.actor.userId, decision: "accepted" },
    audit: [
      {
        entityType: "exit_recommendation",
        entityId: id,
        subjectId: studentId,
        before: { decision: "pending" },
        after: { decision: "accepted" },
      },
    ],
  });

const recommendedEvent = (
  interventionId: InterventionId,
  { id, studentId, isOwn }: Accepted & { readonly isOwn: boolean },
): EventRecord =>
  emit(ExitRecommended, {
    aggregateId: id,
    version: 1,
    payload: { recommendationId: id, interventionId, studentId, version: 1 },
    audit: [
      {
        entityType: "exit_recommendation",
        entityId: id,
        subjectId: studentId,
        before: null,
        after: { decision: "pending", byPerson: isOwn },
      },
    ],
  });

/**
 * Nobody exits without a recommendation. Before enrolments end as exited, the one that waits is accepted; where none does,
 * the person makes it, with what is known of the student at this moment.
 */
export const writeOwnExits = async (tx: Tx, { interventionId, leaving, reason }: Exits): Promise<EventRecord[]> => {
  if (leaving.length === 0) return [];
  const of = { interventionId };
  const some = { interventionId, studentIds: `{${leaving.map(({ studentId }) => studentId).join(",")}}` };
  const [pending, [head], people, points, sessions, phases, criteria, goals] = await tx.facts(
    pendingRecommendations(of),
    progressHead(of),
    participants(some),
    pointRows(some),
    sessionRows(some),
    phaseRows(of),
    criterionRows(of),
    progressGoals(some),
  );
  if (head === undefined) return [];
  const students = factsOfStudents({ head, participants: people, points, sessions, phases, goals });
  const waiting = pending
    .filter(({ enrollmentId }) => leaving.some(({ id }) => id === enrollmentId))
    .map(({ id, studentId, version }) => ({ id, studentId, version: version + 1 }));
  for (const { id, version } of waiting)
    tx.write(writeDecision({ recommendationId: id, decision: "accepted", reason, at: tx.now, version }));
  const made = leaving
    .filter(({ id }) => !pending.some(({ enrollmentId }) => enrollmentId === id))
    .flatMap(({ id: enrollmentId, studentId }) => {
      const facts = students.find(({ participant }) => participant.enrollmentId === enrollmentId);
      if (facts === undefined) return [];
      const exit = exitFactsOf(facts, head, criteria);
      const met = exitEvidence(exit);
      return [
        { id: newId(), studentId, enrollmentId, version: 2, isOwn: met === null, evidence: met ?? evidenceNow(exit) },
      ];
    });
  if (made.length > 0)
    tx.write(
      insertAccepted({
        interventionId,
        reason,
        at: tx.now,
        rows: JSON.stringify(
          made.map(({ id, studentId, enrollmentId, isOwn, evidence }) => ({
            id,
            student_id: studentId,
            enrollment_id: enrollmentId,
            is_own: isOwn,
            evidence,
          })),
        ),
      }),
    );
  return [
    ...waiting.map((one) => decidedEvent(tx, interventionId, one)),
    ...made.flatMap((one) => [recommendedEvent(interventionId, one), decidedEvent(tx, interventionId, one)]),
  ];
};
