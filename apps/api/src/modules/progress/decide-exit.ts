import { takesStudents } from "@handrail/domain/interventions/status";
import { ExitDecided } from "@handrail/domain/progress/events";
import type { DecideExitInput } from "@handrail/domain/progress/exit-schema";
import { canDecideExit } from "@handrail/domain/progress/policy";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { writeEnding } from "../interventions/end-enrollment.ts";
import { placesTaken } from "../interventions/enroll-facts.ts";
import { futureSessions } from "../interventions/future-sessions.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { recommendationForChange, writeDecision } from "./recommendation-rows.ts";

/**
 * A person's answer to a recommendation, with a reason. Accepted, the student exits in the same transaction, after the
 * decision is written: what is to come is released. Declined, it stays on record and nothing else changes.
 */
export const decideExit = command({
  name: "progress.decide",
  facts: (input: z.infer<typeof DecideExitInput>) => [
    interventionForChange(input),
    futureSessions(input),
    recommendationForChange(input),
    placesTaken(input),
  ],
  decide: (tx, input, [[intervention], sessions, [found], [places]]) => {
    const { interventionId, recommendationId, decision, reason } = input;
    insist(canDecideExit(tx.actor, intervention));
    if (intervention === undefined || found === undefined)
      throw no("NOT_FOUND", "This recommendation does not exist, or you have no access to it.", {
        field: "recommendationId",
      });
    if (found.decision !== "pending")
      throw no(
        "ALREADY_DECIDED",
        found.decision === "superseded"
          ? "The data behind this recommendation has changed. Look again."
          : "Someone else has already decided this.",
        { field: "recommendationId" },
      );
    if (found.version !== input.version)
      throw no("STALE_VERSION", "This recommendation has changed since you looked. Look again.", { field: "version" });
    const { studentId } = found;
    const version = found.version + 1;
    tx.write(writeDecision({ recommendationId, decision, reason, at: tx.now, version }));
    const decided = emit(ExitDecided, {
      aggregateId: recommendationId,
      version,
      payload: { recommendationId, interventionId, studentId, version, by: tx.actor.userId, decision },
      audit: [
        {
          entityType: "exit_recommendation",
          entityId: recommendationId,
          subjectId: studentId,
          before: { decision: "pending" },
          after: { decision },
        },
      ],
    });
    const output = { recommendationId, version, decision };
    if (decision === "declined") return done(output, [decided]);
    insist(takesStudents(intervention.status));
    if (found.enrollmentStatus !== "active")
      throw no("ALREADY_DECIDED", "This enrolment has ended already.", { field: "recommendationId" });
    const enrollment = {
      id: found.enrollmentId,
      studentId,
      status: found.enrollmentStatus,
      version: found.enrollmentVersion,
    };
    const ending = writeEnding(tx, {
      interventionId,
      intervention,
      enrollment,
      sessions,
      places,
      as: "exited",
      reason,
    });
    return done(output, [decided, ...ending.events]);
  },
});
