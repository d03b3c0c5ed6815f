import { effectOf } from "@handrail/domain/progress/effect";
import type { Effectiveness, Overview } from "@handrail/domain/progress/insight-schema";

import { no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { notTakenCount } from "../sessions/not-taken.ts";
import { effectRows } from "./effect-rows.ts";
import { overviewCounts, overviewDose, overviewLoad, overviewSessions, overviewVerdicts } from "./overview-rows.ts";

/** What became of the students of each program. */
export const effectiveness = async (scope: Scope): Promise<Effectiveness> => {
  const { rows } = await read(scope, effectRows({}));
  return { at: new Date().toISOString(), programs: rows[0].map(effectOf) };
};

/** Five questions about the whole school, each answered by a number that opens its list. */
export const overview = async (scope: Scope): Promise<Overview> => {
  const { rows } = await read(
    scope,
    overviewCounts({}),
    overviewSessions({}),
    overviewDose({}),
    overviewVerdicts({}),
    overviewLoad({}),
    notTakenCount({ now: new Date().toISOString(), mine: false }),
  );
  const [[counts], [sessions], [dose], [verdicts], load, [open]] = rows;
  if (counts === undefined || sessions === undefined || dose === undefined || verdicts === undefined)
    throw no("NOT_FOUND", "There is no such school.");
  const { today, zone, one, two, three, unsupported, decisions, openCases, overdueCases, medianDays } = counts;
  return {
    at: new Date().toISOString(),
    today,
    zone,
    unsupported: { part: unsupported, whole: two + three },
    tiers: { one, two, three },
    sessions,
    notTaken: open?.rosters ?? 0,
    dose,
    verdicts,
    decisions,
    cases: { open: openCases, overdue: overdueCases, medianDays },
    load: [...load],
  };
};
