import { canManageIntervention, canSeeIntervention } from "@handrail/domain/interventions/policy";
import { has } from "@handrail/domain/kernel/actor";
import type { InterventionId } from "@handrail/domain/kernel/ids";
import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { canRecordProgress } from "@handrail/domain/progress/policy";
import { splitAtPhases, trendOf } from "@handrail/domain/progress/rules";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";
import { factsOfStudents, settingsOf, type StudentFacts } from "./student-facts.ts";
import {
  criterionRows,
  participants,
  phaseRows,
  pointRows,
  progressGoals,
  progressHead,
  sessionRows,
  type SessionRow,
} from "./student-rows.ts";

const stateOf = ({ status }: SessionRow): StudentGraph["sessions"][number]["state"] => {
  if (status === "scheduled") return "open";
  return status === "present" || status === "tardy" ? "attended" : "missed";
};

const graphOf = (facts: StudentFacts): StudentGraph => {
  const { participant, notes, points, sessions, dosage, phases, goal, settings, verdict } = facts;
  const { studentId, displayCode, gradeLevel, status } = participant;
  return {
    studentId,
    displayCode,
    gradeLevel,
    status,
    goal:
      goal === null
        ? null
        : {
            id: goal.id,
            measure: goal.measure,
            unit: goal.unit,
            higherIsBetter: goal.higherIsBetter,
            startsOn: goal.startsOn,
            target: goal.target,
            targetOn: goal.targetOn,
          },
    points: notes.map(({ studentId: _student, ...point }) => point),
    trends: splitAtPhases(points.get("") ?? [], phases).flatMap((phase) => {
      const line = trendOf(phase, settings.trend);
      const [first] = phase;
      const last = phase.at(-1);
      return line === null || first === undefined || last === undefined ? [] : [{ from: first.on, to: last.on, line }];
    }),
    sessions: sessions.map((session) => ({ on: session.on, state: stateOf(session) })),
    dosage,
    verdict: verdict === null ? null : { ...verdict, used: [...verdict.used] },
  };
};

/** Everything on the graphs of an intervention, judged, in one round trip. */
export const graph = async (scope: Scope, input: { interventionId: InterventionId }): Promise<Graph> => {
  const all = { ...input, studentIds: null };
  const { actor, rows } = await read(
    scope,
    interventionTies(input),
    progressHead(input),
    participants(all),
    pointRows(all),
    sessionRows(all),
    phaseRows(input),
    criterionRows(input),
    progressGoals(all),
  );
  const [[ties], [head], people, points, sessions, phases, criteria, goals] = rows;
  insist(canSeeIntervention(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
  const { version, today, startsOn, metric, lowest, highest, measure, unit, higherIsBetter } = head;
  return {
    interventionId: input.interventionId,
    version,
    today,
    startsOn,
    metric,
    lowest,
    highest,
    measure,
    unit,
    higherIsBetter,
    settings: settingsOf(head.settings),
    phases: [...phases],
    criteria: [...criteria],
    students: factsOfStudents({ head, participants: people, points, sessions, phases, goals }).map(graphOf),
    mayRecord: canRecordProgress(actor, ties).allowed,
    mayManage: canManageIntervention(actor, ties).allowed,
    mayExport: has(actor, "reports.export"),
  };
};
