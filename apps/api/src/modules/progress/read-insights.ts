import { effectOf } from "@handrail/domain/progress/effect";
import type { Effectiveness, Overview } from "@handrail/domain/progress/insight-schema";
import { verdictOf } from "@handrail/domain/progress/verdict";

import { no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { effectRows } from "./effect-rows.ts";
import { overviewCounts, overviewEnrollments, overviewLoad, overviewSessions } from "./overview-rows.ts";
import { settingsOf } from "./student-facts.ts";

/** What became of the students of each program. */
export const effectiveness = async (scope: Scope): Promise<Effectiveness> => {
  const { rows } = await read(scope, effectRows({}));
  return { at: new Date().toISOString(), programs: rows[0].map(effectOf) };
};

type Running = Awaited<ReturnType<ReturnType<typeof overviewEnrollments>>>[number];
type Standing = keyof Overview["verdicts"];

const standingOf = (row: Running, today: string): Standing => {
  const { goal, points, phases, entered, attended, received, minutes, settings } = row;
  if (goal === null) return "noGoal";
  // Counters know sessions that were entered: the dose is of these, and those that nobody entered are told apart.
  const dosage = {
    plannedSessions: entered,
    entered,
    attended,
    plannedMinutes: entered * minutes,
    receivedMinutes: received,
  };
  const verdict = verdictOf({
    goal,
    points: points ?? [],
    phases: phases ?? [],
    dosage,
    settings: settingsOf(settings),
    today,
  });
  if (verdict.isUndelivered) return "undelivered";
  return verdict.finding === "too_few" ? "tooFew" : verdict.finding;
};

/** Five questions about the whole school, each answered by a number that opens its list. */
export const overview = async (scope: Scope): Promise<Overview> => {
  const { rows } = await read(
    scope,
    overviewCounts({}),
    overviewSessions({}),
    overviewLoad({}),
    overviewEnrollments({}),
  );
  const [[counts], [sessions], load, running] = rows;
  if (counts === undefined || sessions === undefined) throw no("NOT_FOUND", "There is no such school.");
  const verdicts = { reached: 0, above: 0, around: 0, below: 0, undelivered: 0, tooFew: 0, noGoal: 0 };
  for (const row of running) verdicts[standingOf(row, counts.today)] += 1;
  const { today, zone, one, two, three, unsupported, decisions, openCases, overdueCases, medianDays } = counts;
  return {
    at: new Date().toISOString(),
    today,
    zone,
    unsupported: { part: unsupported, whole: two + three },
    tiers: { one, two, three },
    sessions,
    dose: {
      part: running.reduce((sum, { received }) => sum + received, 0),
      whole: running.reduce((sum, { entered, minutes }) => sum + entered * minutes, 0),
    },
    verdicts,
    decisions,
    cases: { open: openCases, overdue: overdueCases, medianDays },
    load: [...load],
  };
};
