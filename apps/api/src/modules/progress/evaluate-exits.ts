import type { InterventionId } from "@handrail/domain/kernel/ids";
import { ExitRecommended, ExitSuperseded } from "@handrail/domain/progress/events";
import { exitEvidence, speaksAnew, stillStands } from "@handrail/domain/progress/evidence";
import type { Evidence } from "@handrail/domain/progress/exit-schema";
import { v7 as newId } from "uuid";

import { done, nothingToDo, type Done } from "../../kernel/command.ts";
import type { TenantTx } from "../../kernel/in-tenant.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { notifyPeople } from "../notifications/notify-people.ts";
import { exitFactsOf } from "./exit-facts.ts";
import { keepVerdicts } from "./keep-verdicts.ts";
import {
  declinedRecommendations,
  holdEvaluation,
  insertRecommendation,
  pendingRecommendations,
  supersede,
  type Standing,
} from "./recommendation-rows.ts";
import { factsOfStudents, type StudentFacts } from "./student-facts.ts";
import {
  criterionRows,
  participants,
  phaseRows,
  pointRows,
  progressGoals,
  progressHead,
  sessionRows,
  type Head,
} from "./student-rows.ts";

const superseded = (tx: TenantTx, interventionId: InterventionId, standing: Standing): EventRecord => {
  const version = standing.version + 1;
  tx.write(supersede({ id: standing.id, version }));
  return emit(ExitSuperseded, {
    aggregateId: standing.id,
    version,
    payload: { recommendationId: standing.id, interventionId, studentId: standing.studentId, version },
    audit: [
      {
        entityType: "exit_recommendation",
        entityId: standing.id,
        subjectId: standing.studentId,
        before: { decision: "pending" },
        after: { decision: "superseded" },
      },
    ],
  });
};

const recommended = (
  tx: TenantTx,
  { interventionId, head }: { interventionId: InterventionId; head: Head },
  { facts, evidence }: { facts: StudentFacts; evidence: Evidence },
): readonly EventRecord[] => {
  const id = newId();
  const { studentId, enrollmentId } = facts.participant;
  const [only, ...more] = evidence.criteria;
  const criterionId = more.length === 0 ? (only?.id ?? null) : null;
  const written = { interventionId, studentId, enrollmentId };
  tx.write(insertRecommendation({ ...written, id, criterionId, evidence: JSON.stringify(evidence) }));
  const told = notifyPeople(tx, {
    type: "exit_recommended",
    subjectKind: "intervention",
    subjectId: interventionId,
    studentId,
    actorId: null,
    recipientIds: [head.ownerId],
  });
  const event = emit(ExitRecommended, {
    aggregateId: id,
    version: 1,
    payload: { recommendationId: id, interventionId, studentId, version: 1 },
    audit: [
      {
        entityType: "exit_recommendation",
        entityId: id,
        subjectId: studentId,
        before: null,
        after: {
          decision: "pending",
          criteria: evidence.criteria.map(({ id: one, version }) => ({ id: one, version })),
        },
      },
    ],
  });
  return [event, told];
};

/**
 * Holds everyone who takes part in an intervention against its exit criteria. What is met becomes a recommendation with
 * its evidence; what is no longer so is superseded. Nobody's status changes here: a person decides. Run twice, the second
 * time finds nothing to do.
 */
export const evaluateExits = async (
  tx: TenantTx,
  interventionId: InterventionId,
): Promise<Done<{ events: number }>> => {
  const of = { interventionId };
  const all = { interventionId, studentIds: null };
  await tx.facts(holdEvaluation(of));
  const [pending, declined, [head], people, points, sessions, phases, criteria, goals] = await tx.facts(
    pendingRecommendations(of),
    declinedRecommendations(of),
    progressHead(of),
    participants(all),
    pointRows(all),
    sessionRows(all),
    phaseRows(of),
    criterionRows(of),
    progressGoals(all),
  );
  if (head === undefined) return nothingToDo({ events: 0 });
  const isRunning = head.status === "active";
  const students = factsOfStudents({ head, participants: people, points, sessions, phases, goals });
  tx.write(keepVerdicts(interventionId, students));
  const events = students.flatMap((facts): EventRecord[] => {
    const { enrollmentId, status } = facts.participant;
    const exit = exitFactsOf(facts, head, criteria);
    const evidence = isRunning && status === "active" ? exitEvidence(exit) : null;
    const standing = pending.find((one) => one.enrollmentId === enrollmentId);
    if (standing !== undefined && stillStands(standing.evidence, evidence, exit)) return [];
    const before = declined.find((one) => one.enrollmentId === enrollmentId);
    const isHeard =
      before === undefined ||
      before.decidedOn === null ||
      evidence === null ||
      speaksAnew(evidence, { evidence: before.evidence, on: before.decidedOn });
    return [
      ...(standing === undefined ? [] : [superseded(tx, interventionId, standing)]),
      ...(evidence !== null && isHeard ? recommended(tx, { interventionId, head }, { facts, evidence }) : []),
    ];
  });
  // Of an enrolment that is not the student's latest: it has ended.
  const left = pending.filter(
    (one) => !students.some(({ participant }) => participant.enrollmentId === one.enrollmentId),
  );
  const [first, ...others] = [...events, ...left.map((standing) => superseded(tx, interventionId, standing))];
  return first === undefined ? nothingToDo({ events: 0 }) : done({ events: others.length + 1 }, [first, ...others]);
};
