import { addDays } from "@handrail/domain/kernel/time";
import { exitEvidence } from "@handrail/domain/progress/evidence";
import { defaultSettings } from "@handrail/domain/progress/rules";
import { verdictOf } from "@handrail/domain/progress/verdict";
import type postgres from "postgres";

import { exitRecommendations, progressVerdicts } from "../schema/progress.ts";
import { changesOf } from "./courses.ts";
import type { Calendar } from "./days.ts";
import type { InterventionDefinition, SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { exitDefaults, plannedWeeks, programOf } from "./programs.ts";
import { idOf, insertAll } from "./rows.ts";

interface PointRow {
  readonly intervention_id: string;
  readonly student_id: string;
  readonly on: string;
  readonly value: number;
}

interface SessionRow {
  readonly intervention_id: string;
  readonly student_id: string;
  readonly on: string;
  readonly status: string;
  readonly planned: number;
  readonly received: number;
}

export const criterionId = (school: string, { key }: InterventionDefinition, index: number): string =>
  idOf(`${school} ${key} exit ${index}`);

const isThere = ({ status }: SessionRow): boolean => status === "present" || status === "tardy";

/** What the product would say and recommend on the day of the demo, by its own rules and from the rows of the demo. */
export const seedRecommendations = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key, zone } = school;
  const points = await tx<PointRow[]>`
    select intervention_id, student_id, measured_on::text as "on", value from progress_notes
     where tenant_id = ${demoIds.tenant(key)} and value is not null order by measured_on`;
  const sessions = await tx<SessionRow[]>`
    select s.intervention_id, a.student_id, (s.start_time at time zone ${zone})::date::text as "on", a.status,
        (extract(epoch from s.end_time - s.start_time) / 60)::int as planned, coalesce(a.minutes_attended, 0) as received
      from sessions s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
     where s.tenant_id = ${demoIds.tenant(key)} and s.status <> 'cancelled' and s.end_time <= now()
       and a.expectation = 'expected' order by s.start_time`;
  const of = <R extends { intervention_id: string; student_id: string }>(
    rows: readonly R[],
    intervention: string,
    student: string,
  ): readonly R[] => rows.filter((row) => row.intervention_id === intervention && row.student_id === student);

  const judged = school.interventions.flatMap((one) => {
    const interventionId = demoIds.intervention(key, one.key);
    return one.students.flatMap((place) => {
      const studentId = demoIds.student(key, place);
      const own = of(points, interventionId, studentId).map(({ on, value }) => ({ on, value }));
      const held = of(sessions, interventionId, studentId);
      const dosage = {
        plannedSessions: held.length,
        entered: held.filter(({ status }) => status !== "scheduled").length,
        attended: held.filter(isThere).length,
        plannedMinutes: held.reduce((sum, { planned }) => sum + planned, 0),
        receivedMinutes: held.reduce((sum, { received }) => sum + received, 0),
      };
      const { unit, target } = programOf(one);
      const { today, firstDay } = calendar;
      const targetOn = addDays(firstDay, 7 * plannedWeeks);
      const goal = { baseline: null, startsOn: own[0]?.on ?? firstDay, target, targetOn, higherIsBetter: true, unit };
      const verdict = verdictOf({
        goal,
        points: own,
        phases: changesOf(one, place, calendar),
        dosage,
        settings: defaultSettings,
        today,
      });
      const evidence = exitEvidence({
        points: new Map([["", own]]),
        marked: held
          .filter(({ status }) => status !== "scheduled")
          .map((session) => ({ on: session.on, isAttended: isThere(session) })),
        today,
        criteria: exitDefaults(one).map((criterion, index) => ({
          id: criterionId(key, one, index),
          version: 1,
          ...criterion,
        })),
        unit,
        dosage,
        verdict,
        goal: {
          id: idOf(`${key} goal ${one.key} ${place}`),
          version: 1,
          baseline: verdict.baseline,
          target,
          targetOn,
        },
        rule: defaultSettings,
        versions: { intervention: 1, program: 1, enrollment: 1 },
      });
      const { outcome, finding, sentence, isUndelivered } = verdict;
      const about = { interventionId, studentId, enrollmentId: demoIds.enrollment(key, one.key, place) };
      return {
        verdict: {
          id: idOf(`${interventionId} verdict ${studentId}`),
          ...about,
          outcome,
          finding,
          sentence,
          isUndelivered,
        },
        recommendation: evidence && {
          id: idOf(`${interventionId} recommendation ${studentId}`),
          ...about,
          criterionId: evidence.criteria.length === 1 ? criterionId(key, one, 0) : null,
          outcome: "exit" as const,
          evidence,
        },
      };
    });
  });
  await insertAll(
    tx,
    progressVerdicts,
    judged.map(({ verdict }) => verdict),
  );
  await insertAll(
    tx,
    exitRecommendations,
    judged.flatMap(({ recommendation }) => recommendation ?? []),
  );
};
