import type { Bound } from "@handrail/db/statement";
import { decideEnrollments } from "@handrail/domain/interventions/enroll";
import type { EnrollInput, EnrollOutput } from "@handrail/domain/interventions/enrollment-schema";
import { InterventionEnrollmentChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { placesLeft, takesStudents } from "@handrail/domain/interventions/status";
import type { EnrollmentId, StudentId } from "@handrail/domain/kernel/ids";
import { v7 as newId } from "uuid";

import { command, done, nothingToDo, type Done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { clashesOfStudents, clashOf, holdStudents, placesTaken, studentsToEnroll } from "./enroll-facts.ts";
import {
  insertBookings,
  insertEnrollments,
  insertRosterRows,
  insertWaiting,
  settleWaiting,
  takeOverRows,
} from "./enroll-writes.ts";
import { bumpRosters, futureSessions, rostersAfter, type FutureSession } from "./future-sessions.ts";
import { bumpIntervention, interventionForChange } from "./queries.ts";

const listOf = (ids: readonly string[]): string => `{${ids.join(",")}}`;

interface NewEnrollment {
  readonly id: EnrollmentId;
  readonly studentId: StudentId;
  /** Sessions whose time the student does not have. */
  readonly without: ReadonlySet<string>;
}

/** The enrolments, their rows on every roster to come, the claims on the students' time, and the counters. */
const writeEnrollments = (
  tx: Tx,
  input: EnrollInput,
  { enrolled, sessions }: { enrolled: readonly NewEnrollment[]; sessions: readonly FutureSession[] },
): void => {
  const { interventionId, mutationId, source } = input;
  tx.write(
    insertEnrollments({
      interventionId,
      source,
      at: tx.now,
      rows: JSON.stringify(enrolled.map(({ id, studentId }) => ({ id, student_id: studentId }))),
    }),
  );
  const rows = enrolled.flatMap(({ id, studentId, without }) =>
    sessions.map((session) => ({
      id: newId(),
      session_id: session.id,
      student_id: studentId,
      enrollment_id: id,
      expectation: without.has(session.id) ? "not_expected" : "expected",
    })),
  );
  const counters = enrolled.map(({ studentId }) => ({ id: newId(), student_id: studentId }));
  tx.write(
    insertRosterRows({ interventionId, mutationId, rows: JSON.stringify(rows), counters: JSON.stringify(counters) }),
  );
  tx.write(takeOverRows({ rows: JSON.stringify(rows) }));
  const claims = rows.filter(({ expectation }) => expectation === "expected");
  tx.write(insertBookings({ rows: JSON.stringify(claims.map((claim) => ({ ...claim, id: newId() }))) }));
  tx.write(bumpRosters(sessions));
};

const factsOf = (input: EnrollInput) => {
  const chosen = { interventionId: input.interventionId, studentIds: listOf(input.students) };
  return [
    interventionForChange(input),
    futureSessions(input),
    holdStudents(chosen),
    studentsToEnroll(chosen),
    placesTaken(input),
    clashesOfStudents(chosen),
  ] as const;
};

type Rows<Q> = { readonly [K in keyof Q]: Q[K] extends Bound<infer R> ? R[] : never };
type Facts = Rows<ReturnType<typeof factsOf>>;

const decide = (
  tx: Tx,
  input: EnrollInput,
  [[intervention], sessions, , students, [places], clashes]: Facts,
): { readonly finished: Done<EnrollOutput>; readonly enrolled: readonly NewEnrollment[] } => {
  insist(canManageIntervention(tx.actor, intervention));
  if (intervention === undefined || places === undefined)
    throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
  insist(takesStudents(intervention.status));
  const { interventionId } = input;
  const { capacity } = intervention;
  const byId = new Map(students.map((student) => [student.studentId, student]));
  const results = decideEnrollments(
    [...new Set(input.students)].map((studentId) => ({
      studentId,
      status: byId.get(studentId)?.status,
      isEnrolled: byId.get(studentId)?.isEnrolled ?? false,
      isWaiting: byId.get(studentId)?.isWaiting ?? false,
      clashes: clashes.filter((clash) => clash.studentId === studentId).map(clashOf),
    })),
    { ...input, left: placesLeft(capacity, places.enrolled) },
  );
  const enrolled = results
    .filter(({ outcome }) => outcome === "enrolled")
    .map(({ studentId, clashes: left }) => ({
      id: newId() as EnrollmentId,
      studentId,
      without: new Set<string>(left.map(({ sessionId }) => sessionId)),
    }));
  const waiting = results
    .filter(({ outcome }) => outcome === "waiting")
    .map(({ studentId }) => ({ id: newId(), studentId }));
  const answer = (version: number): EnrollOutput => ({
    interventionId,
    version,
    results,
    enrolled: places.enrolled + enrolled.length,
    capacity,
  });
  const version = intervention.version + 1;
  const told = { interventionId, version, by: tx.actor.userId };
  const joined = enrolled.map(({ id, studentId }, index) =>
    emit(InterventionEnrollmentChanged, {
      aggregateId: interventionId,
      version,
      payload: {
        ...told,
        studentId,
        enrollmentId: id,
        change: "enrolled",
        // Once is enough for those who have a roster open.
        rosters: index === 0 ? rostersAfter(sessions) : [],
      },
      audit: [
        {
          entityType: "enrollment",
          entityId: id,
          subjectId: studentId,
          before: null,
          after: { interventionId, status: "active", source: input.source },
        },
      ],
    }),
  );
  const queued = waiting.map(({ id, studentId }) =>
    emit(InterventionEnrollmentChanged, {
      aggregateId: interventionId,
      version,
      payload: { ...told, studentId, enrollmentId: null, change: "waiting", rosters: [] },
      audit: [
        {
          entityType: "waiting_list",
          entityId: id,
          subjectId: studentId,
          before: null,
          after: { interventionId, status: "waiting" },
        },
      ],
    }),
  );
  const [first, ...others] = [...joined, ...queued];
  if (first === undefined) return { finished: nothingToDo(answer(intervention.version)), enrolled };
  if (enrolled.length > 0) {
    writeEnrollments(tx, input, { enrolled, sessions });
    const studentIds = listOf(enrolled.map(({ studentId }) => studentId));
    tx.write(settleWaiting({ interventionId, studentIds, status: "enrolled" }));
  }
  if (waiting.length > 0)
    tx.write(
      insertWaiting({
        interventionId,
        rows: JSON.stringify(waiting.map(({ id, studentId }) => ({ id, student_id: studentId }))),
      }),
    );
  tx.write(bumpIntervention({ interventionId, version }));
  return { finished: done(answer(version), [first, ...others]), enrolled };
};

/**
 * Enrols students and books them into every session to come. Each student has an outcome of their own; places are counted
 * behind the lock of the intervention, so there are never more enrolled than places.
 */
export const enrollStudents = command({
  name: "interventions.enroll",
  facts: (input: EnrollInput) => factsOf(input),
  decide: (tx, input, facts) => decide(tx, input, facts).finished,
});

/** The same inside another command, for one student: what became of them, and the id of a new enrolment. */
export const enrollWithin = async (tx: Tx, input: Omit<EnrollInput, "students">, studentId: StudentId) => {
  const whole = { ...input, students: [studentId] };
  const { finished, enrolled } = decide(tx, whole, await tx.facts(...factsOf(whole)));
  return { result: finished.output.results[0], events: finished.events, enrollmentId: enrolled[0]?.id ?? null };
};
