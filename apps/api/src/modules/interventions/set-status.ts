import { InterventionEnrollmentChanged, InterventionStatusChanged } from "@handrail/domain/interventions/events";
import type { SetStatusInput } from "@handrail/domain/interventions/intervention-schema";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { canMove, moveOf, needsReason } from "@handrail/domain/interventions/status";
import type { EnrollmentId, StudentId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { command, done, type Tx } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { writeOwnExits } from "../progress/write-own-exits.ts";
import { holdStudents } from "./enroll-facts.ts";
import { endEnrollments } from "./enroll-writes.ts";
import { futureSessions, rostersAfter, type FutureSession } from "./future-sessions.ts";
import { interventionForChange } from "./queries.ts";
import {
  activeEnrollments,
  cancelledSessions,
  cancelSessions,
  clashesOfReturn,
  closeWaiting,
  endedEnrollments,
  reviveEnrollments,
  reviveSessions,
  writeStatus,
} from "./status-rows.ts";

type Input = z.infer<typeof SetStatusInput>;
interface Effect {
  readonly sessions: readonly FutureSession[];
  readonly enrollments: readonly { readonly id: EnrollmentId; readonly studentId: StudentId }[];
  readonly change: "exited" | "withdrawn" | "restored";
  /** Of recommendations that the exits rest on. */
  readonly exits: readonly EventRecord[];
}

const listOf = (rows: readonly { readonly id: string }[]): string => `{${rows.map(({ id }) => id).join(",")}}`;
const wordOf = { exited: "exited", withdrawn: "withdrawn", restored: "active" } as const;

/** Sessions to come are cancelled and the enrolments end, in the transaction of the move and with its reason. */
const close = async (
  tx: Tx,
  input: Input,
  { reason, sessions }: { reason: string; sessions: readonly FutureSession[] },
) => {
  const [enrollments] = await tx.facts(activeEnrollments(input));
  const cancelled = sessions.filter(({ isRunning }) => !isRunning);
  const change = input.enrollments ?? (input.to === "completed" ? "exited" : "withdrawn");
  const { interventionId } = input;
  const exits = change === "exited" ? await writeOwnExits(tx, { interventionId, leaving: enrollments, reason }) : [];
  tx.write(cancelSessions({ sessionIds: listOf(cancelled), reason }));
  tx.write(endEnrollments({ enrollmentIds: listOf(enrollments), status: change, reason, at: tx.now }));
  tx.write(closeWaiting(input));
  return { sessions: cancelled, enrollments, change, exits } satisfies Effect;
};

/** What its cancelling closed comes back, whole or not at all: people and rooms have to be free. */
const reopen = async (tx: Tx, input: Input) => {
  const [sessions, enrollments] = await tx.facts(cancelledSessions(input), endedEnrollments(input));
  await tx.facts(holdStudents({ studentIds: `{${enrollments.map(({ studentId }) => studentId).join(",")}}` }));
  const both = { sessionIds: listOf(sessions), enrollmentIds: listOf(enrollments) };
  const [[clash]] = await tx.facts(clashesOfReturn(both));
  if (clash !== undefined)
    throw no(
      "SESSION_CLASH",
      `Its time is taken: ${clash.total === 1 ? "another session is" : `${clash.total} claims of other sessions are`} in the way, first ${clash.title}.`,
      {
        field: "to",
        details: {
          sessionId: clash.sessionId,
          title: clash.title,
          kind: clash.kind,
          startsAt: new Date(clash.startsAt).toISOString(),
          endsAt: new Date(clash.endsAt).toISOString(),
          total: clash.total,
        },
      },
    );
  tx.write(reviveEnrollments(both));
  tx.write(reviveSessions(both));
  return { sessions, enrollments, change: "restored", exits: [] } satisfies Effect;
};

/** Starts, completes, cancels or reactivates an intervention. */
export const setInterventionStatus = command({
  name: "interventions.setStatus",
  facts: (input: Input) => [interventionForChange(input), futureSessions(input)],
  decide: async (tx, input, [[intervention], sessions]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const { interventionId, from, to } = input;
    if (intervention.status !== from)
      throw no("STALE_VERSION", `It was ${intervention.status} by then. Look again.`, {
        field: "from",
        details: { status: intervention.status },
      });
    insist(canMove(from, to));
    const move = moveOf(from, to);
    if (move === undefined) throw new Error("A move that is allowed exists");
    const reason = input.reason ?? "";
    if (reason === "" && needsReason(move, intervention))
      throw no("INVALID_INPUT", to === "cancelled" ? "Say why it is cancelled." : "Say why it ends before its end.", {
        field: "reason",
      });
    const said = reason === "" ? `The intervention was ${to}.` : reason;
    const effect: Effect = move.closes
      ? await close(tx, input, { reason: said, sessions })
      : move.reopens
        ? await reopen(tx, input)
        : { sessions: [], enrollments: [], change: "restored", exits: [] };
    const version = intervention.version + 1;
    tx.write(
      writeStatus({
        interventionId,
        status: to,
        reason: move.closes ? said : null,
        closedAt: move.closes ? tx.now : null,
        version,
      }),
    );
    const told = { interventionId, version, by: tx.actor.userId };
    const moved = emit(InterventionStatusChanged, {
      aggregateId: interventionId,
      version,
      payload: { ...told, from, to, rosters: rostersAfter(effect.sessions) },
      audit: [
        {
          entityType: "intervention",
          entityId: interventionId,
          before: { status: from },
          after: { status: to, reason: move.closes ? said : null, sessions: effect.sessions.length },
        },
      ],
    });
    const each = effect.enrollments.map(({ id, studentId }): EventRecord =>
      emit(InterventionEnrollmentChanged, {
        aggregateId: interventionId,
        version,
        payload: { ...told, studentId, enrollmentId: id, change: effect.change, rosters: [] },
        audit: [
          {
            entityType: "enrollment",
            entityId: id,
            subjectId: studentId,
            before: null,
            after: { status: wordOf[effect.change] },
          },
        ],
      }),
    );
    return done({ interventionId, version, status: to }, [moved, ...each, ...effect.exits]);
  },
});
