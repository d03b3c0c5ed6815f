import type { ExitFacts } from "@handrail/domain/progress/evidence";
import type { CriterionRow } from "@handrail/domain/progress/exit-schema";

import type { StudentFacts } from "./student-facts.ts";
import type { Head } from "./student-rows.ts";

/** What the rules of exits take, of one student. */
export const exitFactsOf = (
  { participant, points, marked, dosage, goal, settings, verdict }: StudentFacts,
  head: Head,
  criteria: readonly CriterionRow[],
): ExitFacts => ({
  points,
  marked,
  today: head.today,
  criteria,
  unit: goal?.unit ?? head.unit,
  dosage,
  verdict,
  goal:
    goal === null
      ? null
      : {
          id: goal.id,
          version: goal.version,
          baseline: verdict?.baseline ?? goal.baseline,
          target: goal.target,
          targetOn: goal.targetOn,
        },
  rule: { ...settings },
  versions: { intervention: head.version, program: head.programVersion, enrollment: participant.enrollmentVersion },
});
