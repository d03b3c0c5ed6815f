import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { exitEvidence } from "@handrail/domain/progress/evidence";
import type { TriedCriterion, TryCriterionInput } from "@handrail/domain/progress/exit-schema";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";
import { exitFactsOf } from "./exit-facts.ts";
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

/** Holds everybody who takes part against the rules as they would be: what saving this one would put in the queue. */
export const tryCriterion = async (
  scope: Scope,
  input: z.infer<typeof TryCriterionInput>,
): Promise<z.infer<typeof TriedCriterion>> => {
  const { interventionId, criterionId, fields } = input;
  const all = { interventionId, studentIds: null };
  const { actor, rows } = await read(
    scope,
    interventionTies({ interventionId }),
    progressHead({ interventionId }),
    participants(all),
    pointRows(all),
    sessionRows(all),
    phaseRows({ interventionId }),
    criterionRows({ interventionId }),
    progressGoals(all),
  );
  const [[ties], [head], people, points, sessions, phases, criteria, goals] = rows;
  insist(canManageIntervention(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
  if (criterionId !== null && criteria.every(({ id }) => id !== criterionId))
    throw no("NOT_FOUND", "This criterion does not exist, or you have no access to it.", { field: "criterionId" });
  const draft = { id: criterionId ?? interventionId, version: 0, ...fields };
  const wanted = [...criteria.filter(({ id }) => id !== criterionId), draft];
  const students = factsOfStudents({ head, participants: people, points, sessions, phases, goals }).filter(
    ({ participant }) => participant.status === "active",
  );
  const isRunning = head.status === "active";
  return {
    meeting: students.filter((facts) => isRunning && exitEvidence(exitFactsOf(facts, head, wanted)) !== null).length,
    students: students.length,
  };
};
