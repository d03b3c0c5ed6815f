import type { CaseId, InterventionId, StudentId } from "@handrail/domain/kernel/ids";
import { worthALook, type Hint } from "@handrail/domain/today/rules";
import type { Today, TodayInput } from "@handrail/domain/today/schema";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import {
  absenceRows,
  belowAimRows,
  codeRows,
  decisionRows,
  followUpRows,
  goodRows,
  placeRows,
  putOffRows,
  recurringRows,
  silentRows,
  todayHead,
  unmarkedRows,
} from "./fact-rows.ts";

const named = async (scope: Scope, hints: readonly Hint[]): Promise<ReadonlyMap<string, string>> => {
  const ids = hints.flatMap(({ studentId }) => (studentId === null ? [] : [studentId]));
  if (ids.length === 0) return new Map();
  const { rows } = await read(scope, codeRows({ studentIds: `{${ids.join(",")}}` }));
  return new Map(rows[0].map(({ id, displayCode }) => [id, displayCode]));
};

/**
 * What is due and what may have been missed, in one round trip (and one more for the codes of at most five students).
 * What a person's tools do not include is left out: a hint that leads nowhere is none.
 */
export const readToday = async (scope: Scope, input: z.infer<typeof TodayInput>): Promise<Today> => {
  const asked = { mine: input.scope === "mine" };
  const { actor, rows } = await read(
    scope,
    todayHead(asked),
    absenceRows(asked),
    followUpRows(asked),
    recurringRows(asked),
    belowAimRows(asked),
    unmarkedRows(asked),
    placeRows(asked),
    silentRows(asked),
    decisionRows(asked),
    goodRows(asked),
    putOffRows({}),
  );
  const [[head], absences, followUps, recurring, verdicts, unmarked, places, silent, decisions, [good], putOff] = rows;
  if (head === undefined) throw new Error("A signed-in person without a tenant");
  const has = {
    cases: actor.tools.includes("cases"),
    interventions: actor.tools.includes("interventions"),
    sessions: actor.tools.includes("sessions"),
  };
  const hints = worthALook(
    {
      today: head.day,
      absences: has.cases ? absences : [],
      followUps: has.cases ? followUps : [],
      recurring: has.cases ? recurring : [],
      verdicts: has.interventions ? verdicts : [],
      unmarked: has.sessions ? unmarked : [],
      places: has.interventions ? places : [],
      silent: has.interventions ? silent : [],
    },
    putOff,
  );
  const codes = await named(scope, hints);
  return {
    day: head.day,
    zone: head.zone,
    now: new Date().toISOString(),
    scope: head.everything ? "school" : "mine",
    maySeeSchool: head.maySeeSchool,
    followUps: has.cases
      ? followUps.map((row) => ({ ...row, caseId: row.caseId as CaseId, studentId: row.studentId as StudentId }))
      : [],
    decisions: has.interventions
      ? decisions.map((row) => ({
          ...row,
          interventionId: row.interventionId as InterventionId,
          studentId: row.studentId as StudentId,
        }))
      : [],
    hints: hints.map(({ weight: _weight, studentId, ...hint }) => ({
      ...hint,
      days: [...hint.days],
      studentId: studentId as StudentId | null,
      displayCode: studentId === null ? null : (codes.get(studentId) ?? null),
    })),
    good:
      good === undefined || !has.interventions
        ? null
        : {
            studentId: good.studentId as StudentId,
            displayCode: good.displayCode,
            interventionId: good.interventionId as InterventionId,
            reason: `there at ${good.attended} of ${good.marked} sessions of ${good.intervention}`,
          },
  };
};
